"""Labels find room or are left out."""

from commonweal.show.labels import Label, draw_labels

SIZE = (400.0, 300.0)


def label(name, at, weight=1.0, away=5.0):
    return Label(name, "", at, away, weight)


def test_labels_far_apart_are_all_drawn():
    page = draw_labels([label("leeds", (100, 100)), label("york", (300, 200))], SIZE)
    assert "leeds" in page
    assert "york" in page


def test_where_there_is_no_room_the_heaviest_label_stays():
    crowd = [label(f"place number {number}", (200, 150), weight=number) for number in range(12)]
    page = draw_labels(crowd, SIZE)
    assert "place number 11" in page
    assert "place number 0<" not in page


def test_a_label_at_the_edge_is_set_to_the_inside():
    page = draw_labels([label("a long name", (395, 150))], SIZE)
    x = float(page.split('x="')[1].split('"')[0])
    assert x < 395


def test_names_in_labels_are_escaped():
    assert "<script>" not in draw_labels([label("<script>", (100, 100))], SIZE)
