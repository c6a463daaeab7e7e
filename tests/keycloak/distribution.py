"""A real Keycloak on this machine: fetched by Maven, built and set up once, kept between runs, started from a copy in seconds.

The folder it is kept in is $WALLAROO_KEYCLOAK_CACHE, else ~/.cache/wallaroo-admin/keycloak of the account that runs this,
whatever $HOME says: tests run in a home of their own. What is kept there: the built server of each version, and beside it the
database as realm.py sets it up, made anew when that file changes.
"""
import contextlib
import fcntl
import glob
import hashlib
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import tempfile
import time

import requests

HERE = pathlib.Path(__file__).parent
SHA256 = {
    "26.0.7": "a6d770bbf55625781f1225a54a130839cdc1dd4ad5b3b4bbb18c9ac8bca8f8ae",
    "22.0.5": "f230984d79825766fe99bc10a6c36b0a907122a815c2bce5eeca412600df77aa",
}
ADMIN = ("admin", "not-a-real-password")  # Keycloak's own first administrator
DISCOVERY = "/auth/realms/master/.well-known/openid-configuration"
START_SECONDS = 180  # with room for a machine that does other things as well


class Unavailable(Exception):
    """The server cannot be had here: a reason to skip, and under CI one to fail."""


def cache():
    given = os.environ.get("WALLAROO_KEYCLOAK_CACHE")
    return pathlib.Path(given or os.path.join(pwd.getpwuid(os.getuid()).pw_dir, ".cache/wallaroo-admin/keycloak"))


def major(version):
    return int(version.split(".")[0])


def java():
    """A Java of the line that all versions run on, else whichever is there."""
    for pattern in ("/usr/lib/jvm/java-17-openjdk-*/bin/java", "/usr/lib/jvm/java-21-openjdk-*/bin/java"):
        for found in glob.glob(pattern):
            return found
    found = shutil.which("java")
    if not found:
        raise Unavailable("no Java is installed")
    return found


@contextlib.contextmanager
def locked(version):
    """One process at a time fetches, builds and sets up."""
    cache().mkdir(parents=True, exist_ok=True)
    with open(cache() / f"{version}.lock", "w", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def fetch(version, folder):
    """The archive of the distribution, from Maven's registry, checked against the sum above."""
    if not shutil.which("mvn"):
        raise Unavailable("Maven is not installed")
    command = ["mvn", "-B", "-q", "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy",
               f"-Dartifact=org.keycloak:keycloak-quarkus-dist:{version}:tar.gz", f"-DoutputDirectory={folder}"]
    try:
        run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600, check=False)
    except subprocess.TimeoutExpired:
        raise Unavailable("Maven did not get Keycloak within ten minutes") from None
    archive = folder / f"keycloak-quarkus-dist-{version}.tar.gz"
    if run.returncode != 0 or not archive.exists():
        first = next((line for line in run.stdout.splitlines() if line.startswith("[ERROR]")), "no message")
        raise Unavailable("Maven could not get Keycloak: " + first[:300])
    if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256[version]:
        raise RuntimeError(f"what Maven got as Keycloak {version} is not what was tested")
    return archive


def built(version):
    """The folder of the built server."""
    home = cache() / version / "server"
    if home.exists():
        return home
    (cache() / version).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache() / version) as work:
        fresh = pathlib.Path(work, "server")
        fresh.mkdir()
        archive = fetch(version, pathlib.Path(work))
        subprocess.run(["tar", "-xzf", archive, "-C", fresh, "--strip-components=1"], check=True)
        options = ["--db=dev-file", "--http-relative-path=/auth"] + (["--cache=local"] if major(version) < 26 else [])
        home_of_java = pathlib.Path(java()).resolve().parent.parent
        run = subprocess.run([fresh / "bin/kc.sh", "build", *options], env={**os.environ, "JAVA_HOME": str(home_of_java)},
                             stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600, check=False)
        if run.returncode != 0:
            raise RuntimeError("kc.sh build failed: " + run.stdout[-1000:] + run.stderr[-1000:])
        fresh.rename(home)
    return home


def prepared(version):
    """(built server, database as realm.py sets it up); both made now if this is the first time."""
    import realm  # it imports this module as well
    with locked(version):
        home = built(version)
        stamp = hashlib.sha256((HERE / "realm.py").read_bytes()).hexdigest()[:12]
        data = cache() / version / f"data-{stamp}"
        if data.exists():
            return home, data
        for old in (cache() / version).glob("data-*"):
            shutil.rmtree(old)
        with tempfile.TemporaryDirectory(dir=cache() / version) as work:
            with Server(version, home, None, pathlib.Path(work, "instance")) as server:
                realm.set_up(server)
            pathlib.Path(work, "instance/data").rename(data)
    return home, data


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One running server with a database of its own: `with Server.of("26.0.7") as server:`."""

    def __init__(self, version, home, data, folder):
        self.version = version
        self.folder = folder
        folder.mkdir()
        for name in ("bin", "lib", "providers", "themes", "conf"):
            (folder / name).symlink_to(home / name)
        if data:
            shutil.copytree(data, folder / "data")
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(self._command(), env=self._environment(), stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=subprocess.STDOUT)
        try:
            self._wait()
        except BaseException:
            self.end()
            raise

    @classmethod
    @contextlib.contextmanager
    def of(cls, version):
        home, data = prepared(version)
        with tempfile.TemporaryDirectory(prefix="wallaroo-keycloak-") as work, \
                cls(version, home, data, pathlib.Path(work, "instance")) as server:
            yield server

    def _command(self):
        opens = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in
                 ("java.util", "java.util.concurrent", "java.security", "java.lang")]
        # Short-lived: no time for the second compiler, no memory for the parallel collector. H2 stays on loopback.
        machine = ["-Xms256m", "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+UnlockDiagnosticVMOptions",
                   "-XX:-BytecodeVerificationRemote", "-Dh2.bindAddress=127.0.0.1", "-Dfile.encoding=UTF-8"]
        properties = [f"-Dkc.home.dir={self.folder}", f"-Djboss.server.config.dir={self.folder}/conf",
                      "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                      "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                      "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory"]
        options = ["--http-enabled=true", "--http-host=127.0.0.1", f"--http-port={self.port}", "--hostname-strict=false",
                   "--log-level=warn", "--cache=local" if major(self.version) >= 26 else "--hostname-strict-https=false"]
        return [java(), *machine, *opens, *properties, "-cp", f"{self.folder}/lib/quarkus-run.jar",
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint", "start", "--optimized", *options]

    @staticmethod
    def _environment():
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "TMPDIR", "LANG", "LC_ALL", "TZ")}
        for name in ("KC_BOOTSTRAP_ADMIN_USERNAME", "KEYCLOAK_ADMIN"):
            kept[name] = ADMIN[0]
            kept[name.removesuffix("_USERNAME") + "_PASSWORD"] = ADMIN[1]
        return kept

    def _wait(self):
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(requests.RequestException):
                if requests.get(self.address + DISCOVERY, timeout=5).status_code == 200:
                    return
            time.sleep(0.1)
        raise RuntimeError("Keycloak did not start: " + self.log.read_text(errors="replace")[-2000:])

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(20)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()
