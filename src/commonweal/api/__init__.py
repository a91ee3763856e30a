"""The REST API: routes over the store, jobs and rights; every route says who may call it."""
