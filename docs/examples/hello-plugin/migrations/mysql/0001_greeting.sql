CREATE TABLE IF NOT EXISTS `hello_greeting` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `name` VARCHAR(80) NOT NULL,
  `text` VARCHAR(190) NOT NULL,
  `said_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `hello_greeting_said_at_idx` (`said_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
