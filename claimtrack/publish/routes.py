"""The addresses of the pages: which page or form answers which path."""

from claimtrack.publish import matrix, pages, profiles, search_page, story
from claimtrack.publish.asked import Page, page

_FORM = r"(?:\.(?P<form>csv|json|jsonld|atom))?$"

ROUTES: tuple[tuple[str, Page], ...] = (
    (r"^/$", page("home", pages.home)),
    (r"^/article/(?P<key>[^/]+)$", page("article", pages.article)),
    (r"^/source/(?P<key>[^/]+)$", page("source", profiles.source)),
    (r"^/claim/(?P<key>[^/.]+)" + _FORM, page("claim", story.claim_page)),
    (r"^/story/(?P<key>[^/.]+)" + _FORM, page("claim", story.story_page)),
    (r"^/outlet/(?P<key>[^/]+)$", page("outlet", profiles.outlet)),
    (r"^/matrix(?:\.(?P<form>csv|json|atom))?$", page("matrix", matrix.matrix_page)),
    (r"^/sources$", page("list", pages.sources)),
    (r"^/outlets$", page("list", pages.outlets)),
    (r"^/articles$", page("list", pages.articles)),
    (r"^/search$", page("search", search_page.search_page)),
    (r"^/method$", page("method", pages.method)),
)
