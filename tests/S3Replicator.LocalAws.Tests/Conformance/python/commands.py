"""Runs command line clients, with settings of their own and none of the caller's."""

import os
import subprocess
import tempfile

from proof import ACCESS_KEY, SECRET_KEY

FOLDER = tempfile.TemporaryDirectory()
PATIENCE = 300  # seconds for one command


def path(name, data=None):
    """A file of the script's own folder, written where data is given."""
    full = os.path.join(FOLDER.name, name)
    if data is not None:
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as file:
            file.write(data)
    return full


def read(name):
    with open(os.path.join(FOLDER.name, name), "rb") as file:
        return file.read()


def environment(**more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "RCLONE_"))}
    nothing = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_EC2_METADATA_DISABLED": "true"}
    keys = {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY, "AWS_DEFAULT_REGION": "us-east-1"}
    return {**kept, **nothing, **keys, "HOME": FOLDER.name, **more}


def start(arguments, **more):
    return subprocess.run(
        arguments, capture_output=True, text=True, env=environment(**more), stdin=subprocess.DEVNULL, timeout=PATIENCE, check=False
    )


def run(arguments, **more):
    done = start(arguments, **more)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(arguments)} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout
