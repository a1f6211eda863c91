ALTER TABLE `invoice` MODIFY COLUMN `void_reason` TEXT;

ALTER TABLE `credit_note` MODIFY COLUMN `reason` TEXT NOT NULL;

ALTER TABLE `payment_reversal` MODIFY COLUMN `reason` TEXT NOT NULL;

ALTER TABLE `bank_statement` MODIFY COLUMN `override_reason` TEXT;
