SELECT rowid FROM paper_fts
