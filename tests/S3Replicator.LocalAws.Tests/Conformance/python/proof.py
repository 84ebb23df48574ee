"""What every script needs: settings, and lines of JSON that say what was proved."""

import contextlib
import json
import sys
import traceback

ENDPOINT = sys.argv[1]
ACCESS_KEY = "test"
SECRET_KEY = "test"
ACCOUNT = "000000000000"


class Prover:
    def __init__(self, service, client):
        self.service, self.client, self.failed = service, client, False

    def _say(self, operation, outcome, detail):
        line = {"service": self.service, "operation": operation, "client": self.client, "outcome": outcome, "detail": detail}
        print(json.dumps(line), flush=True)

    def _fail(self, operation, detail):
        self.failed = True
        print(f"{operation}: {detail}: {traceback.format_exc()}", file=sys.stderr, flush=True)

    @contextlib.contextmanager
    def works(self, operation, detail):
        """The block asserts what the operation answered; several operations are named with spaces between."""
        try:
            yield
        except Exception:
            self._fail(operation, detail)
            return
        for name in operation.split():
            self._say(name, "works", detail)

    @contextlib.contextmanager
    def refused(self, operation, code, status):
        """The block must end with that error and status."""
        try:
            try:
                yield
            except Exception as error:
                same(error_of(error), (code, status))
            else:
                raise AssertionError("it was not refused")
        except Exception:
            self._fail(operation, f"must be refused with {code}")
        else:
            self._say(operation, "refused", code)


class ClientFailure(Exception):
    """A command line client ended with an error."""

    def __init__(self, code, status, output):
        super().__init__(output)
        self.code, self.status = code, status


def error_of(error):
    if isinstance(error, ClientFailure):
        return error.code, error.status
    response = getattr(error, "response", None)
    if response is None:
        raise error
    return response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]


def end(*provers):
    sys.exit(1 if any(prover.failed for prover in provers) else 0)


def same(actual, expected):
    if actual != expected:
        raise AssertionError(f"{actual!r} is not {expected!r}")
