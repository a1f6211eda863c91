CREATE TABLE IF NOT EXISTS `payment_reversal` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `payment_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `representative_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `currency` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `amount` BIGINT NOT NULL,
  `reversed_on` DATE NOT NULL,
  `reason` VARCHAR(500) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `payment_reversal_amount_408e2e_check` CHECK (amount > 0),
  CONSTRAINT `payment_reversal_payment_id_fkey` FOREIGN KEY (`payment_id`) REFERENCES `payment` (`id`) ON DELETE RESTRICT,
  UNIQUE KEY `payment_reversal_payment_id_key` (`payment_id`),
  KEY `payment_reversal_representative_id_reversed_on_idx` (`representative_id`, `reversed_on`),
  KEY `payment_reversal_reversed_on_idx` (`reversed_on`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- A cut migration is run again, and MySQL adds no column "if not exists".
SET @add_reversed_on = IF(
  (SELECT COUNT(*) FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'payment' AND column_name = 'reversed_on') = 0,
  'ALTER TABLE `payment` ADD COLUMN `reversed_on` DATE', 'DO 0');

PREPARE add_reversed_on FROM @add_reversed_on;

EXECUTE add_reversed_on;

DEALLOCATE PREPARE add_reversed_on;

-- By hand from here: a reversal takes the figures of its payment away on its own day (docs/decisions/0015).
DROP TRIGGER IF EXISTS `analytics_change_of_payment_reversal_insert`;

CREATE TRIGGER `analytics_change_of_payment_reversal_insert` AFTER INSERT ON `payment_reversal` FOR EACH ROW BEGIN
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'payment', -1, r.`id`, r.`office_id`, r.`geo_id`, NEW.`currency`, p.`method`, NEW.`reversed_on`, NULL, NULL, NULL, NEW.`amount`, 0, 0, 0
    FROM `payment` p JOIN `representative` r ON r.`id` = NEW.`representative_id` WHERE p.`id` = NEW.`payment_id` LOCK IN SHARE MODE;
END;

DROP TRIGGER IF EXISTS `analytics_change_of_payment_reversal_update`;

CREATE TRIGGER `analytics_change_of_payment_reversal_update` AFTER UPDATE ON `payment_reversal` FOR EACH ROW BEGIN
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'payment', 1, r.`id`, r.`office_id`, r.`geo_id`, OLD.`currency`, p.`method`, OLD.`reversed_on`, NULL, NULL, NULL, OLD.`amount`, 0, 0, 0
    FROM `payment` p JOIN `representative` r ON r.`id` = OLD.`representative_id` WHERE p.`id` = OLD.`payment_id`
      AND (NOT (OLD.`payment_id` <=> NEW.`payment_id`) OR NOT (OLD.`representative_id` <=> NEW.`representative_id`) OR NOT (OLD.`currency` <=> NEW.`currency`) OR NOT (OLD.`reversed_on` <=> NEW.`reversed_on`) OR NOT (OLD.`amount` <=> NEW.`amount`)) LOCK IN SHARE MODE;
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'payment', -1, r.`id`, r.`office_id`, r.`geo_id`, NEW.`currency`, p.`method`, NEW.`reversed_on`, NULL, NULL, NULL, NEW.`amount`, 0, 0, 0
    FROM `payment` p JOIN `representative` r ON r.`id` = NEW.`representative_id` WHERE p.`id` = NEW.`payment_id`
      AND (NOT (OLD.`payment_id` <=> NEW.`payment_id`) OR NOT (OLD.`representative_id` <=> NEW.`representative_id`) OR NOT (OLD.`currency` <=> NEW.`currency`) OR NOT (OLD.`reversed_on` <=> NEW.`reversed_on`) OR NOT (OLD.`amount` <=> NEW.`amount`)) LOCK IN SHARE MODE;
END;

DROP TRIGGER IF EXISTS `analytics_change_of_payment_reversal_delete`;

CREATE TRIGGER `analytics_change_of_payment_reversal_delete` AFTER DELETE ON `payment_reversal` FOR EACH ROW BEGIN
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'payment', 1, r.`id`, r.`office_id`, r.`geo_id`, OLD.`currency`, p.`method`, OLD.`reversed_on`, NULL, NULL, NULL, OLD.`amount`, 0, 0, 0
    FROM `payment` p JOIN `representative` r ON r.`id` = OLD.`representative_id` WHERE p.`id` = OLD.`payment_id` LOCK IN SHARE MODE;
END;

DROP TRIGGER IF EXISTS `analytics_change_of_reversals_of_representative_move`;

CREATE TRIGGER `analytics_change_of_reversals_of_representative_move` AFTER UPDATE ON `representative` FOR EACH ROW BEGIN
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'payment', 1, OLD.`id`, OLD.`office_id`, OLD.`geo_id`, t.`currency`, p.`method`, t.`reversed_on`, NULL, NULL, NULL, t.`amount`, 0, 0, 0
    FROM `payment_reversal` t JOIN `payment` p ON p.`id` = t.`payment_id` WHERE t.`representative_id` = OLD.`id`
      AND (NOT (OLD.`office_id` <=> NEW.`office_id`) OR NOT (OLD.`geo_id` <=> NEW.`geo_id`));
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'payment', -1, NEW.`id`, NEW.`office_id`, NEW.`geo_id`, t.`currency`, p.`method`, t.`reversed_on`, NULL, NULL, NULL, t.`amount`, 0, 0, 0
    FROM `payment_reversal` t JOIN `payment` p ON p.`id` = t.`payment_id` WHERE t.`representative_id` = NEW.`id`
      AND (NOT (OLD.`office_id` <=> NEW.`office_id`) OR NOT (OLD.`geo_id` <=> NEW.`geo_id`));
END;
