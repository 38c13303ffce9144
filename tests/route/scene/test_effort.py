from mapper.route.scene.effort import Effort


def test_what_is_spent_is_gone():
    effort = Effort(10)
    assert effort.spend(6)
    assert not effort.spend(6)
    assert effort.left < 0


def test_without_a_limit_there_is_always_more():
    effort = Effort()
    assert effort.spend(1e12)
    assert effort.spend(1e12)
