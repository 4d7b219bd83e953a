package orders

const password string = "kR7vq2Lw9zT4" // leak: error
var apiKey = []byte("kR7vq2Lw9zT4") // leak: error
x := Config{Password: "kR7vq2Lw9zT4"} // leak: error
secret := `kR7vq2Lw9zT4` // leak: error
os.Setenv("DB_PASSWORD", "kR7vq2Lw9zT4") // leak: error
m := map[string]string{"password": "kR7vq2Lw9zT4"} // leak: error
req.SetBasicAuth("u", "kR7vq2Lw9zT4") // leak: error
smtp.PlainAuth("", "orders", "kR7vq2Lw9zT4", host) // leak: error
flag.StringVar(&p, "db-password", "kR7vq2Lw9zT4", "the password") // leak: error
cfg["password"] = "kR7vq2Lw9zT4" // leak: error
func (c *C) Password() string { return "kR7vq2Lw9zT4" } // leak: error
quote := '"'; clientSecret := "kR7vq2Lw9zT4" // leak: error
viper.SetDefault("db.password", "kR7vq2Lw9zT4") // leak: error

// password := "kR7vq2Lw9zT4" // leak: warning
passwordFile := "kR7vq2Lw9zT4"
text := `password = "kR7vq2Lw9zT4"`
password := os.Getenv("DB_PASSWORD")
secretName := "kR7vq2Lw9zT4"
flag.StringVar(&p, "db-password", "", "kR7vq2Lw9zT4 is no password")
fmt.Println("password", "kR7vq2Lw9zT4")
Token: "next_page_token_2",
