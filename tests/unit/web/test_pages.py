"""Where the built workbench lies."""

from commonweal import web


def test_another_build_is_named_by_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv(web.PAGES, str(tmp_path))
    assert web.pages() is None
    (tmp_path / "index.html").write_text("<html></html>")
    assert web.pages() == tmp_path


def test_else_it_is_the_one_of_the_package(tmp_path, monkeypatch):
    monkeypatch.delenv(web.PAGES, raising=False)
    monkeypatch.setattr(web, "_SHIPPED", tmp_path)
    assert web.pages() is None
    (tmp_path / "index.html").write_text("<html></html>")
    assert web.pages() == tmp_path
