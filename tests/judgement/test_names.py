from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightlip.judgement.judge import Judge, NameVerdict
from tightlip.rulebook.book import load_rulebook

JUDGE = Judge(load_rulebook().vocabulary)

# kind: names that are enough by themselves
STRONG = {
    "password": """
        password passwd passphrase passcode PASSWORD Password passWord pass_word pass_phrase db_password dbPassword
        DB_PASSWORD db-password DBPassword DBPassword2 password1 password_2 db.password spring.datasource.password
        POSTGRES_PASSWORD MYSQL_ROOT_PASSWORD mysqlrootpassword dbpassword smtp_password smtpPassword
        EMAIL_HOST_PASSWORD
        admin_password root_password user_password new_password old_password current_password default_password
        DEFAULT_PASSWORD test_password password_prod PASSWORD_STAGING password_raw password_str password_value
        plaintext_password raw_password keystore_password key_password ssh_passphrase wpa_passphrase b_password
        smtp_pass SMTP_PASS dbPass DB_PASS user_pass mysql_pass become_pass ansible_become_pass db_pwd DB_PWD adminPwd
        wifi_psk wifi_pw ORACLE_PWD oracle_pwd oraclePwd sys_pwd syspwd PGPASSWORD MQTT-Password passwords
        http/auth/password secrets.db.password self.password
        passwort contraseña CONTRASEÑA contrasena senha kennwort wachtwoord hasło пароль ПАРОЛЬ 密码 비밀번호 パスワード
        REDIS_SENTINEL_PASSWORD WRONGSECRETS_PASSWORD nopassagePassword neo_password snmp_pass
        数据库密码 DBpassword _password __password password_ PASSWORD_FOR_TESTING password_of_admin
    """,
    "secret": """
        secret SECRET secrets client_secret clientSecret CLIENT_SECRET clientsecret app_secret jwt_secret JWT_SECRET
        session_secret webhook_secret WEBHOOK_SECRET shared_secret consumer_secret oauth_client_secret signing_secret
        slack_signing_secret token_secret access_token_secret secret_value SECRET_VALUE secret_text
        totp_secret otp_secret
        api_secret API_SECRET apiSecret google_client_secret hmac_secret cookie_secret stripe_webhook_secret
        secret_b64
        application/secret
    """,
    "credential": """
        credential credentials creds cred CREDENTIALS aws_credentials db_creds vertex_credentials user_credentials
        default_credentials GOOGLE_CREDENTIALS registryCredentials
    """,
    "token": """
        access_token accessToken ACCESS_TOKEN access_tokens refresh_token refreshToken auth_token authToken authtoken
        bearer_token api_token API_TOKEN apitoken id_token session_token AWS_SESSION_TOKEN bot_token
        TELEGRAM_BOT_TOKEN
        github_token GITHUB_TOKEN GH_TOKEN gitlab_token slack_token SLACK_BOT_TOKEN npm_token NPM_TOKEN
        VAULT_TOKEN HF_TOKEN
        deploy_token personal_access_token oauth_token oauthToken OAuthToken OAuth2Token sas_token jwt_token
        PRIVATE-TOKEN
        X-Auth-Token X-Vault-Token github_pat GITHUB_PAT githubPat token_github TOKEN_GITHUB cached_access_token
        access_token_value raw_access_token aws_web_identity_token push_token
    """,
    "key": """
        api_key apiKey API_KEY api-key apikey APIKEY ApiKey APIKey APIkey api_keys openai_api_key
        OPENAI_API_KEY sendgridapikey
        X-Api-Key x-api-key access_key secret_access_key awsSecretAccessKey AWS_SECRET_ACCESS_KEY awssecretaccesskey
        secret_key SECRET_KEY secretKey secretkey jwt_secret_key encryption_key signing_key signingKey
        master_key MASTER_KEY
        auth_key authkey license_key licenseKey consumer_key subscription_key Ocp-Apim-Subscription-Key
        hmac_key fernet_key cross_master_key self_hosted_signing_key
        FERNET_KEY deploy_key crypto_key shared_key webhook_key api_key_prod API_KEY_V2 api_key_openai API_KEY_STRIPE
        stripe_key openai_key api_key_for_openai secret_key_base app/api_key
    """,
    "private key": """
        private_key privateKey PRIVATE_KEY privatekey priv_key privkey ssh_key sshKey rsa_key ssh_private_key
        private_key_pem client_private_key github_app_private_key privateKeyPem
    """,
    "connection string": """
        database_url DATABASE_URL databaseUrl db_url dbUrl DB_URI database_uri redis_url REDIS_URL mongo_url
        MONGODB_URI
        mongo_uri amqp_url broker_url CELERY_BROKER_URL rabbitmq_url postgres_url postgresql_url mysql_url
        SQLALCHEMY_DATABASE_URI connection_string connectionString ConnectionString conn_str connstr
        AZURE_STORAGE_CONNECTION_STRING pg_dsn database_dsn database_url_prod
    """,
    "authorization": "proxy_authorization Proxy-Authorization HTTP_AUTHORIZATION",
    "cookie": "session_cookie sessionCookie auth_cookie",
    "recovery phrase": "seed_phrase seedPhrase recovery_phrase",
}

# kind: names that need a second witness
WEAK = {
    "password": "pwd PWD old_pwd oldPwd temp_pwd my_pwd myPwd remote_pwd pswd psk pass PASS pw Pw",
    "token": "token TOKEN my_token user_token jwt JWT bearer Bearer activation_token token_hex producer_token "
    "client_token request_token",
    "key": "app_key appKey APP_KEY account_key client_key service_key session_key SESSION_KEY",
    "one-time password": "otp OTP totp user_otp",
    "authorization": "authorization Authorization AUTHORIZATION",
    "cookie": "cookie Cookie",
    "connection string": "dsn DSN sentry_dsn SENTRY_DSN",
    "webhook URL": "webhook_url WEBHOOK_URL slackWebhookUrl",
    "recovery phrase": "mnemonic wallet_mnemonic",
}

HARMLESS = """
    secret_name secretName SECRET_NAME secret_id secret_arn secret_path secret_ref secret_version secret_length
    secret_type
    secret_manager SecretsManager secrets_backend secret_key_env_var secret_key_ref secret_format secret_scope
    token_type tokenType TOKEN_TYPE token_url TOKEN_URL token_endpoint token_count token_name token_id token_expiry
    token_expires_at token_ttl token_limit token_length token_budget token_usage token_fail_reason token_cache
    token_hash
    token_provider token_response token_data token_file token_scopes token_bucket tokens_used tokens_per_second
    max_tokens maxTokens MAX_TOKENS max_output_tokens min_tokens num_tokens n_tokens total_tokens prompt_tokens
    completion_tokens input_tokens output_tokens reasoning_tokens cached_tokens text_tokens special_tokens tokens
    user_max_tokens total_secrets input_token output_token cost_per_token time_to_first_token
    next_token NextToken next_page_token nextPageToken page_token _starting_token continuation_token sync_token
    bos_token eos_token pad_token unk_token sep_token end_token stop_token lexer_token
    csrf_token csrfToken csrf_token_header xsrf_token csrfmiddlewaretoken_field tokenizer tokenize Tokenizer tiktoken
    cancellation_token cancel_token acquire_token hashed_token masked_token
    ClientRequestToken client_request_token clientRequestToken self_signing_key cross_signing_key signed_master_key
    VERIFIABLE_CREDENTIALS verifiable_credential
    password_field passwordField password_input password_label password_hash passwordHash hashed_password
    encrypted_password
    PASSWORD_RE password_regex password_policy password_length password_strength password_validators password_hasher
    PASSWORD_RESET_URL password_reset password_reset_timeout password_changed password_changed_at password_expiry
    PASSWORD_HASH_ALGORITHM PASSWORD_HASHERS passwordless password_file POSTGRES_PASSWORD_FILE password_prompt
    password_hint
    password_required PASSWORD_MIN_LENGTH ENABLE_PASSWORD_AUTH has_password hasPassword is_password use_password
    require_password reset_password forgot_password check_password verify_password validate_password with_password
    show_password invalid_password wrong_password wrongpassword incorrect_password no_password
    haspassword haspassword_value missing_password set_password_form
    password_reset_token_generator
    CONF_PASSWORD CONF_API_KEY CONF_ACCESS_TOKEN CONF_TOKEN ATTR_PASSWORD ATTR_ACCESS_TOKEN label_password
    field_password
    api_key_file api_key_env api_key_header api_key_id api_key_name CUSTOM_API_KEY_HEADER apiKeyId api_key_hash
    api_key_alias
    GITHUB_COPILOT_API_KEY_FILE access_key_id AWS_ACCESS_KEY_ID AccessKeyId api_key_count has_api_key hash_api_key
    fake_api_key dummy_key dummy_secret example_password mock_token placeholder_api_key publishable_api_key
    key keys KEY auth AUTH Auth key_id key_name keyName primary_key foreign_key sort_key partition_key cache_key
    group_key
    public_key publicKey PUBLIC_KEY ssh_public_key pub_key keyboard keyword keywords keyframe monkey turkey donkey
    hockey
    idempotency_key translation_key registry_key lookup_key dict_key natural_key hot_key hotkey passkey storage_key
    author authors authority auth_type auth_method authenticated author_name oauth oauth2 oauth_url
    compass bypass passport passenger passing passed passthrough pass_through passes trespass overpass pass_rate
    pass_count
    secretary secretariat secretion undersecretary user username user_name user_id email login
    credential_id credentials_file credential_type credential_provider allow_credentials with_credentials
    credentials_url ClientCredentialsConfig url_without_credentials user_by_credentials
    private private_ip privacy priv_level database db_name db_host redis_host broker url api_url base_url callback_url
    webhook webhook_id webhook_event connection conn conn_id string word phrase code pass_code_length
    cookie_name cookie_domain COOKIE_SECURE session_id sessionid session session_cookie_age dsn_parser
    jwt_algorithm JWT_ISSUER jwt_audience jwt_claims bearer_format otp_length otp_enabled
    secret_from password_by token_for update_password drop_database patent spat pattern pats spw spwn
"""


def _cases(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, kind) for kind, names in table.items() for name in names.split()]


@pytest.mark.parametrize(("name", "kind"), _cases(STRONG))
def test_enough_by_itself(name: str, kind: str) -> None:
    assert JUDGE.name(name) == NameVerdict(kind, True)


@pytest.mark.parametrize(("name", "kind"), _cases(WEAK))
def test_needs_a_second_witness(name: str, kind: str) -> None:
    assert JUDGE.name(name) == NameVerdict(kind, False)


@pytest.mark.parametrize("name", HARMLESS.split())
def test_harmless(name: str) -> None:
    assert JUDGE.name(name) == NameVerdict()


@pytest.mark.parametrize(
    "name", ["", "_", "__", "0", "123", "-", ".", "a.b", "ß", "\n", "a" * 5000, "🔑", "secret.", ".secret"]
)
def test_any_text_is_a_name(name: str) -> None:
    assert JUDGE.name(name).sensitive is ("secret" in name)


def test_there_are_enough_cases() -> None:
    assert len(set(_cases(STRONG) + _cases(WEAK))) >= 250
    assert len(set(HARMLESS.split())) >= 250


_WORDS = st.sampled_from(
    """db api access secret key token password name count id max next page user admin client auth private public url
    database webhook string connection hash field smtp pass github prod raw is has for reset session app mnemonic x"""
    .split()
)  # fmt: skip


@given(st.lists(_WORDS, min_size=1, max_size=4))
def test_the_style_of_a_name_never_changes_its_verdict(words: list[str]) -> None:
    camel = "".join(word.title() for word in words)
    styles = ["_".join(words), "-".join(words), "_".join(words).upper(), camel, camel[:1].lower() + camel[1:]]
    styles += [f"_{styles[0]}", f"{styles[0]}2", f"__{styles[0]}__"]
    if words not in (["pass"], ["app"]):
        assert len({JUDGE.name(style) for style in styles}) == 1, [(style, JUDGE.name(style)) for style in styles]


@given(st.text(max_size=60))
def test_no_text_is_too_strange(name: str) -> None:
    verdict = JUDGE.name(name)
    assert verdict.sensitive or not verdict.strong


def test_the_users_own_words() -> None:
    judge = Judge(
        JUDGE.vocabulary,
        sensitive_names=("mrn", "patient_code", "x_*_pin"),
        harmless_names=("api_key_v1", "*_dsn", "token"),
    )
    for name in (
        "mrn",
        "MRN",
        "patient_mrn",
        "mrnCode",
        "patientCode",
        "PATIENT_CODE",
        "old-patient-code",
        "x_card_pin",
    ):
        assert judge.name(name) == NameVerdict("secret", True), name
    for name in ("mrns", "patient", "code", "patient_zip_code", "xpin", "card_pin"):
        assert judge.name(name) == NameVerdict(), name
    for name in ("api_key_v1", "apiKeyV1", "sentry_dsn", "access_token", "token", "mrn_token"):
        assert judge.name(name) == NameVerdict(), name
    for name in ("api_key", "password"):
        assert judge.name(name).strong, name
    assert JUDGE.name("access_token").strong
    assert JUDGE.name("mrn") == NameVerdict()
