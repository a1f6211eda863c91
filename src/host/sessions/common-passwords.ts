/**
 * The passwords of twelve characters and more that leaked lists hold most often: keyboard walks, repetitions, well-known phrases.
 * Shorter ones are refused by their length. Kept without case and without what is not a letter or a digit.
 */
const COMMON = `
123456789012 1234567890123 12345678901234 123456789012345 1234567890123456 012345678901 0123456789012 123123123123 123412341234
121212121212 112233445566 111222333444 102030405060 147258369147 147852369147 159753159753 741852963741 789456123789 987654321987
987654321012 098765432109 000000000000 111111111111 222222222222 333333333333 444444444444 555555555555 666666666666 777777777777
888888888888 999999999999 aaaaaaaaaaaa abcabcabcabc abcdefghijkl abcdefghijklm abcdefghijklmn abcdefg12345 abcdef123456 abc123abc123
abcd1234abcd abcd12345678 a1b2c3d4e5f6 a1s2d3f4g5h6 q1w2e3r4t5y6 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i 1qaz2wsx3edc 1qaz2wsx3edc4rfv
qazwsxedcrfv qazwsx123456 qazwsxedc123 zaq12wsxcde3 zaq1xsw2cde3 qwertyuiop12 qwertyuiop123 qwertyuiopas qwertyuiopasdf qwertyuiopasdfghjkl
qwertyuiop1234567890 qwerty123456 qwerty1234567 qwerty12345678 qwerty123456789 qwertyqwerty qwerqwerqwer qwertyasdfgh qweasdzxc123 qwe123qwe123
asdfghjkl123 asdfghjklzxc asdfasdfasdf asdfghasdfgh zxcvbnm12345 zxcvbnmasdfgh zxcvbnmzxcvbnm 1234qwerasdf 123456qwerty 123456789qwerty 12345qwertasdfg
1234567890qwerty 123qweasdzxc 12qwaszxerdf 1a2b3c4d5e6f poiuytrewqlk
password1234 password12345 password123456 password1234567 password123456789 password2020 password2021 password2022 password2023 password2024
password2025 password2026 passwordpassword password1password mypassword12 mypassword123 newpassword1 newpassword123 thisismypassword
passw0rd1234 passw0rdpassw0rd p4ssw0rd1234 pa55word1234 changeme1234 changeme12345 changemenow1 changemeplease letmein12345 letmein123456
letmeinletmein pleaseletmein welcome12345 welcome123456 welcomehome1 welcome2024 welcome2025 welcome2026 administrator administrator1
administrator123 admin1234567 admin12345678 admin123456789 adminadmin12 adminadminadmin rootrootroot root12345678 user12345678 test12345678 testtesttest
testtest1234 guest1234567 default12345 secret123456 supersecret1 topsecret123 temporary123 temppassword login1234567 companyname1
iloveyou1234 iloveyou12345 iloveyou123456 iloveyouforever iloveyousomuch ilovemyfamily ilovemymother imissyou1234 trustno1trustno1 dragon123456
monkey123456 football1234 football12345 baseball1234 basketball12 basketball1 superman1234 batman123456 starwars1234 pokemon12345 princess1234
sunshine1234 sunshine12345 shadow123456 master123456 michael12345 jordan123456 liverpool123 liverpoolfc1 manchester12 manchesterunited chelsea12345
arsenal12345 barcelona123 realmadrid12 realmadrid123 computer1234 internet1234 samsung12345 google123456 facebook1234 minecraft123 christopher1
jesuschrist1 jesusislord1 blessed12345 godisgood123 correcthorsebatterystaple maythe4thbewithyou
parolparol12 parol1234567 parol123456789 privet123456 privetprivet kharkiv12345 dynamokyiv12 slavaukraini slavaukraini1 ukraine12345 ukraina12345
ytrewq123456 gfhjkmgfhjkm gfhjkm123456 qweqweqweqwe qazqazqazqaz zxczxczxczxc йцукенгшщзхї йцукенгшщзхъ йцукен123456 йцукенйцукен
фывапролджэ1 фывапролдж12 парольпароль пароль123456 пароль1234567 пароль12345678 приветпривет привет123456 любовьлюбовь паролько1234
`;

const KNOWN: ReadonlySet<string> = new Set(COMMON.trim().split(/\s+/));

export function isCommonPassword(password: string): boolean {
  const plain = password.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return KNOWN.has(plain) || /^(.{1,4})\1+$/su.test(password.toLowerCase());
}
