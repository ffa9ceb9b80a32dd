-- A paper that was not known.
INSERT INTO paper (id, branch, key, version, title, abstract, authors, categories,
                   primary_category, published, updated, announced, comment, journal_ref,
                   doi, license, pdf_url, page_url, code_url, venue, group_name,
                   award, subjects, keywords, withdrawn, provisional)
VALUES (:id, :branch, :key, :version, :title, :abstract, :authors, :categories,
        :primary_category, :published, :updated, :announced, :comment, :journal_ref,
        :doi, :license, :pdf_url, :page_url, :code_url, :venue, :group_name,
        :award, :subjects, :keywords, :withdrawn, :provisional)
