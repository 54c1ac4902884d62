-- The chain in order, each link with the hash it should have.
SELECT
    e.seq,
    e.sha256,
    e.path,
    e.prev_hash,
    e.hash,
    meydan.evidence_hash(e, e.prev_hash) AS should_be
FROM enforcement_evidence AS e
ORDER BY e.seq
