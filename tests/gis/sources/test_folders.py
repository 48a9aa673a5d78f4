import shutil

from gis.sources.folders import lend_folder


def test_a_folder_comes_back_empty():
    with lend_folder() as first:
        (first / "answer.json").write_text("{}")
        (first / "more").mkdir()
        (first / "more" / "rows.feather").write_bytes(b"rows")
    with lend_folder() as again:
        assert again == first
        assert not list(again.iterdir())


def test_two_at_once_have_one_each():
    with lend_folder() as one, lend_folder() as other:
        assert one != other
        assert one.is_dir()
        assert other.is_dir()


def test_what_a_link_points_to_stays(tmp_path):
    (tmp_path / "kept").write_text("kept")
    with lend_folder() as folder:
        (folder / "link").symlink_to(tmp_path)
    assert (tmp_path / "kept").read_text() == "kept"
    assert not (folder / "link").is_symlink()


def test_a_folder_that_was_removed_meanwhile_is_not_lent_again():
    with lend_folder() as folder:
        shutil.rmtree(folder)
    with lend_folder() as other:
        assert other.is_dir()
