let dbPassword: string | null = "kR7vq2Lw9zT4"; // leak: error
const cfg = { password: 'kR7vq2Lw9zT4', "token": `kR7vq2Lw9zT4` }; // leak: error, error
const s = process.env.JWT_SECRET || "kR7vq2Lw9zT4"; // leak: error
const s2 = process.env["JWT_SECRET"] ?? "kR7vq2Lw9zT4"; // leak: error
const s3 = process.env.ORDERS_JWT_SECRET ? process.env.ORDERS_JWT_SECRET : "kR7vq2Lw9zT4"; // leak: error
const r = /["'`]/.test(x); const password = "kR7vq2Lw9zT4"; // leak: error
const t = `a ${b ? `x${c}` : "'"} "`; const apiKey = "kR7vq2Lw9zT4"; // leak: error
const half = total / 2; const authToken = "kR7vq2Lw9zT4"; const rest = total / 3; // leak: error
setPassword("kR7vq2Lw9zT4"); builder.withPassword("kR7vq2Lw9zT4"); // leak: error, error
client.password("kR7vq2Lw9zT4"); // leak: error
if (password === "kR7vq2Lw9zT4") open(); // leak: warning
const same = "kR7vq2Lw9zT4" === password; // leak: warning
const headers = { "Authorization": "Bearer kR7vq2Lw9zT4kR7vq2" }; // leak: error
const env = [{ name: "DB_PASSWORD", value: "kR7vq2Lw9zT4" }]; // leak: error
const clientSecret = Buffer.from("kR7vq2Lw9zT4", "utf8"); // leak: error
jwt.sign({ sub: 1 }, "kR7vq2Lw9zT4"); // leak: error
crypto.createHmac("sha256", "kR7vq2Lw9zT4").update(data); // leak: error
class A { private readonly apiSecret?: string = "kR7vq2Lw9zT4" } // leak: error
function getPassword() { return "kR7vq2Lw9zT4"; } // leak: error
const page = <Login password="kR7vq2Lw9zT4" user="orders"/>; // leak: error
process.env.SECRET_KEY = 'kR7vq2' + 'Lw9zT4' // leak: error
const settings = z.object({ API_KEY: z.string().default("kR7vq2Lw9zT4") }); // leak: error
const convict = { dbPassword: { doc: "of the database", default: "kR7vq2Lw9zT4" } }; // leak: error
const escaped = { password: 'kR7vq2\'Lw9zT4' }; // leak: error
headers.set("Authorization", "Bearer kR7vq2Lw9zT4kR7vq2"); // leak: error
it("signs in", () => login({ password: "kR7vq2Lw9zT4" })); // leak: error
const weak = { password: "letmein123" }; // leak: note

// None of these is one.
// const password = "kR7vq2Lw9zT4"; // leak: warning
/* const password = "kR7vq2Lw9zT4"; */ // leak: warning
// The password isn't "kR7vq2Lw9zT4", of course.
// password: "letmein123"
const errors = { password: "Passw0rd-8-chars" };
const messages = { auth: { login: { password: "kR7vq2-Lw9zT4-Gk" } } };
const labels = { apiKey: "kR7vq2Lw9zT4" };
const schema = { type: "object", properties: { password: "kR7vq2Lw9zT4" } };
const form = { password: "Password is required", passwordLabel: "kR7vq2Lw9zT4", passwordInputId: "kR7vq2Lw9zT4" };
enum Field { PASSWORD = "password", API_KEY = "api_key", SECRET = "kR7vq2Lw9zT4" }
type Props = { token?: "kR7vq2Lw9zT4"; password: "a" | "kR7vq2Lw9zT4" };
type Password = "kR7vq2Lw9zT4";
const url = `https://orders/?token=${token}`;
const computed = { password: "kR7vq2Lw9zT4" + salt, secret: salt + "kR7vq2Lw9zT4" };
const picked = { password: "kR7vq2Lw9zT4".split("v")[0], token: "kR7vq2Lw9zT4"[3] };
const pattern = { password: /"kR7vq2Lw9zT4"/ };
const prose = <p>Don't say password: "kR7vq2Lw9zT4 here</p>;
const field = <input type="password" name="password" placeholder="Passw0rd!" autoComplete="new-password"/>;
const row = <div data-token="kR7vq2Lw9zT4" className="password-field-2x"/>;
const choose = token => "kR7vq2Lw9zT4";
const search = docsearch({ apiKey: "kR7vq2Lw9zT4", indexName: "orders" });
const at = document.querySelector("#password-kR7vq2Lw9zT4");
const reference = { password: "${DB_PASSWORD}", secret: "arn:aws:secretsmanager:eu-west-1:1:secret:orders" };
const placeholder = { password: "your-password-here", apiKey: "xxxxxxxxxxxx", secret: "changeme" };
import secret from "./kR7vq2Lw9zT4";
const secrets = require("kR7vq2Lw9zT4");
t("password", "kR7vq2Lw9zT4");
const nothing = process.env.JWT_SECRET || "";
