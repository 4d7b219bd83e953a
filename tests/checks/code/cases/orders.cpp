#define DB_PASSWORD "kR7vq2Lw9zT4" // leak: error
const char password[] = "kR7vq2Lw9zT4"; // leak: error
char *api_key = "kR7vq2" "Lw9zT4"; // leak: error
std::string secret = R"(kR7vq2Lw9zT4)"; // leak: error
std::map<std::string, std::string> m = {{"password", "kR7vq2Lw9zT4"}}; // leak: error
if (strcmp(password, "kR7vq2Lw9zT4") == 0) {} // leak: warning
char q = '"'; char *client_secret = "kR7vq2Lw9zT4"; // leak: error
int n = 1'000'000; char *auth_token = "kR7vq2Lw9zT4"; // leak: error

/* char *password = "kR7vq2Lw9zT4"; */ // leak: warning
#define PASSWORD_PROMPT "kR7vq2Lw9zT4"
printf("password: %s kR7vq2Lw9zT4", password);
