-- Why an attribution is thought to be read right, in words.

ALTER TABLE attributions ADD COLUMN confidence_reason TEXT NOT NULL DEFAULT '';
