# SPDX-License-Identifier: BSD-3-Clause
# ruff: noqa: INP001  (a configuration, imported by nobody)
"""JupyterHub for the staff of a cluster, on one machine where each of them has an account.

Closed unless told otherwise: it starts only when the accounts are named, lets nobody else in, listens on this machine
only (nginx speaks TLS before it), and nobody is an administrator. No password stands here: people use that of their
account, and the database's is read from a file. What may be chosen, by environment variables:

    EXXTRA_HUB_STAFF            accounts that may sign in, separated by commas; needed
    EXXTRA_HUB_PORT             port on this machine; 8000 if left out
    EXXTRA_HUB_STATE            folder for the hub's secret and its database; /var/lib/exxtra-hub if left out
    EXXTRA_HUB_PASSWORD_FILE    file with the password of PostgreSQL; SQLite in the folder above if left out
"""

import os
import re
import sys
from pathlib import Path
from urllib.parse import quote

# JupyterHub gives this function to its configuration.
c = get_config()  # type: ignore[name-defined]  # noqa: F821

# ---- who ---------------------------------------------------------------------------------------------------------
staff = {name.strip() for name in os.environ.get("EXXTRA_HUB_STAFF", "").split(",") if name.strip()}
if not staff:
    sys.exit("Name the accounts that may sign in, separated by commas, in EXXTRA_HUB_STAFF. Nobody is let in unnamed.")
wrong = sorted(name for name in staff if name == "root" or not re.fullmatch(r"[a-z_][a-z0-9_-]{0,31}", name))
if wrong:
    sys.exit(f"EXXTRA_HUB_STAFF names what can't be a staff member's account: {', '.join(wrong)}.")

c.JupyterHub.authenticator_class = "pam"  # the accounts of this machine
c.Authenticator.allowed_users = staff
c.Authenticator.allow_all = False
c.Authenticator.any_allow_config = True
c.Authenticator.admin_users = set()
c.Authenticator.delete_invalid_users = True  # whoever is taken off the list is out
c.PAMAuthenticator.open_sessions = False

# What the hub, and each staff member's server, writes is for its owner only.
os.umask(0o077)

# ---- where -------------------------------------------------------------------------------------------------------
state = Path(os.environ.get("EXXTRA_HUB_STATE", "/var/lib/exxtra-hub"))
c.JupyterHub.bind_url = f"http://127.0.0.1:{int(os.environ.get('EXXTRA_HUB_PORT', '8000'))}/staff/"
c.JupyterHub.hub_ip = "127.0.0.1"
c.JupyterHub.cookie_secret_file = str(state / "cookie_secret")  # made at the first start, readable by root only
c.ConfigurableHTTPProxy.pid_file = str(state / "proxy.pid")

password_file = os.environ.get("EXXTRA_HUB_PASSWORD_FILE", "")
if password_file:
    password = Path(password_file).read_text(encoding="utf-8").strip()
    if not password:
        sys.exit(f"{password_file} is empty: it must hold the password of PostgreSQL.")
    c.JupyterHub.db_url = f"postgresql+psycopg://exxtra_hub:{quote(password, safe='')}@127.0.0.1:5432/exxtra_hub"
else:
    c.JupyterHub.db_url = f"sqlite:///{state / 'hub.sqlite'}"

# ---- what each of them gets ------------------------------------------------------------------------------------------
# A JupyterLab that runs as the staff member's own account: files are kept apart by the machine itself.
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.cmd = [str(Path(sys.executable).with_name("jupyterhub-singleuser"))]
c.Spawner.default_url = "/lab"
c.Spawner.disable_user_config = True  # settings in somebody's home must not open what is closed here
c.Spawner.env_keep = ["PATH", "LANG", "LC_ALL"]  # the hub's other variables are nobody's business
c.Spawner.start_timeout = 60
c.JupyterHub.active_server_limit = 20
c.JupyterHub.concurrent_spawn_limit = 5
c.JupyterHub.shutdown_on_logout = True

# After two hours without a touch a server ends; notebooks are saved by JupyterLab itself.
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    }
]
c.JupyterHub.services = [
    {"name": "idle-culler", "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=7200"]}
]
