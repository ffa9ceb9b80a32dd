-- A paper of which something new is known; row number, branch and key stay.
UPDATE paper
   SET version = :version, title = :title, abstract = :abstract, authors = :authors,
       categories = :categories, primary_category = :primary_category,
       published = :published, updated = :updated, announced = :announced,
       comment = :comment, journal_ref = :journal_ref, doi = :doi, license = :license,
       pdf_url = :pdf_url, page_url = :page_url, code_url = :code_url,
       venue = :venue, group_name = :group_name, award = :award, subjects = :subjects,
       keywords = :keywords, withdrawn = :withdrawn, provisional = :provisional
 WHERE id = :id
