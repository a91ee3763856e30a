"""HTML by small functions."""

from commonweal.show.markup import Column, Html, details, element, joined, table, text


def test_text_is_escaped_once():
    assert text("<b> & \"x\" 'y'") == "&lt;b&gt; &amp; &quot;x&quot; &#x27;y&#x27;"
    assert text(text("<b>")) == "&lt;b&gt;"


def test_children_and_attributes_are_escaped():
    assert element("p", "<i>", class_='a"b') == '<p class="a&quot;b">&lt;i&gt;</p>'


def test_attribute_names_follow_html_and_blank_ones_are_left_out():
    assert element("path", stroke_width="2", class_=None) == '<path stroke-width="2"></path>'


def test_joining_keeps_html_and_escapes_the_rest():
    assert joined([Html("<br>"), "<"], ", ") == "<br>, &lt;"


def test_a_table_escapes_headings_and_cells_and_marks_numbers():
    page = table([Column("<h>"), Column("n", number=True)], [("<c>", 1)])
    assert "<c>" not in page
    assert "<h>" not in page
    assert '<td class="n"><bdi>1</bdi></td>' in page


def test_details_fold_their_content_under_a_summary():
    assert details("more", Html("<p>x</p>")) == "<details><summary>more</summary><p>x</p></details>"
