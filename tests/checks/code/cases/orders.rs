const PASSWORD: &str = "kR7vq2Lw9zT4"; // leak: error
let api_key: &'static str = r#"kR7vq2Lw9zT4"#; // leak: error
let c = Config { password: "kR7vq2Lw9zT4".to_string(), }; // leak: error
let p = env::var("DB_PASSWORD").unwrap_or("kR7vq2Lw9zT4".into()); // leak: error
let p = env::var("DB_PASSWORD").unwrap_or_else(|_| "kR7vq2Lw9zT4".into()); // leak: error
let password = String::from("kR7vq2Lw9zT4"); // leak: error
fn f<'a>(x: &'a str) { let secret = b"kR7vq2Lw9zT4"; } // leak: error
let q = '"'; let secret_key = "kR7vq2Lw9zT4"; // leak: error

/* outer /* inner */ let password = "kR7vq2Lw9zT4"; */ // leak: warning
let password_path = "kR7vq2Lw9zT4";
match name { "password" => "kR7vq2Lw9zT4", _ => "" };
println!("password {}", "kR7vq2Lw9zT4");
