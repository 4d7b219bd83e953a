PASSWORD = "kR7vq2Lw9zT4".freeze # leak: error
x = { password: "kR7vq2Lw9zT4", :token => 'kR7vq2Lw9zT4', "secret" => "kR7vq2Lw9zT4" } # leak: error, error, error
ENV['DB_PASSWORD'] ||= "kR7vq2Lw9zT4" # leak: error
p = ENV.fetch("DB_PASSWORD", "kR7vq2Lw9zT4") # leak: error
p = ENV["DB_PASSWORD"] || "kR7vq2Lw9zT4" # leak: error
x = y =~ /["']/ ; secret = "kR7vq2Lw9zT4" # leak: error
a = <<~SQL
  it's " password = "kR7vq2Lw9zT4"
SQL
client_secret = "kR7vq2Lw9zT4" if development # leak: error
b = "#{h["x"] ? "it's" : ""}"; config.secret_key = 'kR7vq2Lw9zT4' # leak: error

# password = "kR7vq2Lw9zT4" # leak: warning
=begin
password = "kR7vq2Lw9zT4"
=end
password = "kR7vq2#{salt}Lw9zT4"
post "/hooks/:secret" => "hooks#kR7vq2Lw9zT4"
password_field = "kR7vq2Lw9zT4"
words = %w[password kR7vq2Lw9zT4]
