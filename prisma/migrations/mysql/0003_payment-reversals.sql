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
