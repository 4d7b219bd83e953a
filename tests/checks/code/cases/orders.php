<p>Don't say $password = "kR7vq2Lw9zT4";</p>
<?php
define('DB_PASSWORD', 'kR7vq2Lw9zT4'); // leak: error
$password = "kR7vq2Lw9zT4"; // leak: error
$config['db']['password'] = 'kR7vq2Lw9zT4'; // leak: error
$x = ['password' => 'kR7vq2Lw9zT4', 'api_key' => "kR7vq2Lw9zT4"]; // leak: error, error
$s = getenv('DB_PASSWORD') ?: 'kR7vq2Lw9zT4'; // leak: error
$s = env('DB_PASSWORD', 'kR7vq2Lw9zT4'); // leak: error
$this->password = 'kR7vq2Lw9zT4'; // leak: error
$p = new PDO($dsn, 'u', 'kR7vq2Lw9zT4'); // leak: error
private const API_SECRET = 'kR7vq2' . 'Lw9zT4'; // leak: error
#[Auth(password: 'kR7vq2Lw9zT4')] // leak: error

# $password = 'kR7vq2Lw9zT4'; // leak: warning
/*
 * 'password' => 'kR7vq2Lw9zT4', // leak: warning
 */
$password = "kR7vq2{$salt}Lw9zT4";
$password = 'kR7vq2Lw9zT4' . $salt;
$pattern_cookie = $session_cookie = '/a_session=([^;]+)kR7vq2/';
$text = <<<SQL
  password = "kR7vq2Lw9zT4"
SQL;
// ?> <b>it's password = "kR7vq2Lw9zT4"</b>
