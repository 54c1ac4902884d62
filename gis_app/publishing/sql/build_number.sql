-- Names the content of a table for low zooms.
('b' || (SELECT b.number FROM tile._build AS b WHERE b.layer = %(layer)s))
