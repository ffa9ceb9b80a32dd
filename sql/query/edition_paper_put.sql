-- The paper stands here; who told its key stays.
INSERT INTO edition_paper (paper, edition, group_id, position, position_dialect,
                           own_group, tier_group, key_dialect, told, arxiv)
VALUES (:paper, :edition, :group, :position, :position_dialect, :own_group, :tier_group,
        :key_dialect, :told, :arxiv)
ON CONFLICT (paper) DO UPDATE
   SET edition = excluded.edition, group_id = excluded.group_id,
       position = excluded.position, position_dialect = excluded.position_dialect,
       own_group = excluded.own_group, tier_group = excluded.tier_group,
       told = excluded.told, arxiv = excluded.arxiv
