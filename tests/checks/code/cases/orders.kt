val password: String = "kR7vq2Lw9zT4" // leak: error
private const val API_KEY = "kR7vq2Lw9zT4" // leak: error
val m = mapOf("password" to "kR7vq2Lw9zT4") // leak: error
val s = System.getenv("DB_PASSWORD") ?: "kR7vq2Lw9zT4" // leak: error
connect(user = "x", password = "kR7vq2Lw9zT4") // leak: error
val t = """ it's " """; val secret = "kR7vq2Lw9zT4" // leak: error
buildConfigField("String", "API_KEY", "\"kR7vq2Lw9zT4\"") // leak: error

val password = "kR7vq2$salt"
val passwordHint = "kR7vq2Lw9zT4"
