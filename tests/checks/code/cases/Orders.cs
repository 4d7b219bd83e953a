public string Password { get; set; } = "kR7vq2Lw9zT4"; // leak: error
var c = new NetworkCredential("u", "kR7vq2Lw9zT4"); // leak: error
var p = @"a""b\"; var apiKey = @"kR7vq2Lw9zT4"; // leak: error
var d = new Dictionary<string, string> { { "password", "kR7vq2Lw9zT4" }, ["token"] = "kR7vq2Lw9zT4" }; // leak: error, error
string Secret => "kR7vq2Lw9zT4"; // leak: error
var s = Environment.GetEnvironmentVariable("DB_PASSWORD") ?? "kR7vq2Lw9zT4"; // leak: error
client.DefaultRequestHeaders.Add("Authorization", "Bearer kR7vq2Lw9zT4kR7vq2"); // leak: error

var password = $"kR7vq2{salt}Lw9zT4";
const string PasswordClaimType = "kR7vq2Lw9zT4";
enum Kind { Password = "kR7vq2Lw9zT4" }
