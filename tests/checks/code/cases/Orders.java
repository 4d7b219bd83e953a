class Orders { private static final String PASSWORD = "kR7vq2Lw9zT4"; // leak: error
char[] password = "kR7vq2Lw9zT4".toCharArray(); // leak: error
@Value("${db.password:kR7vq2Lw9zT4}") String p; // leak: error
System.setProperty("db.password", "kR7vq2Lw9zT4"); // leak: error
DriverManager.getConnection(url, "sa", "kR7vq2Lw9zT4"); // leak: error
if ("kR7vq2Lw9zT4".equals(password)) {} // leak: warning
if (password.equals("kR7vq2Lw9zT4")) {} // leak: warning
Map.of("password", "kR7vq2Lw9zT4"); // leak: error
Key secretKey = new SecretKeySpec("kR7vq2Lw9zT4".getBytes(), "AES"); // leak: error
char q = '"'; String apiKey = "kR7vq2Lw9zT4"; // leak: error
@Auth(password = "kR7vq2Lw9zT4") // leak: error
String getPassword() { return "kR7vq2Lw9zT4"; } // leak: error
String token = """ // leak: error
  kR7vq2Lw9zT4
  """;

/** password = "kR7vq2Lw9zT4" */ // leak: warning
@Value("${db.password}") String other;
@Value("${db.password:}") String empty;
static final String PASSWORD_KEY = "kR7vq2Lw9zT4";
static final String PASSWORD_PROPERTY = "orders.password";
String message = "password = \"kR7vq2Lw9zT4\"";
throw new IllegalStateException("password kR7vq2Lw9zT4");
logger.info("password", "kR7vq2Lw9zT4");
