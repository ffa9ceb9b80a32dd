-- These two are two works after all, unless their source has said otherwise.
DELETE FROM link WHERE arxiv = :arxiv AND venue = :venue AND how <> :told
