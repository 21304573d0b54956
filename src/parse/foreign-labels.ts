/**
 * Field names of other languages, the commonest only. The language of commands is English, so what stands behind them is
 * read with doubt.
 */
export const FOREIGN_LABELS = {
  name: listed(
    'nom, nom complet, nom et prénom, prénom et nom, vollständiger name, vor- und nachname',
    'nombre, nombre completo, nombre y apellidos, nome, nome completo, nome e cognome, naam',
    'volledige naam, namn, navn, nimi, név, teljes név, imię i nazwisko, jméno, jméno a příjmení',
    'nume, ime i prezime, ime in priimek, ad soyad, adı soyadı, ad, adı, isim, όνομα, ονοματεπώνυμο',
    "имя, фио, полное имя, имя и фамилия, ім'я, піб, име, 氏名, 名前, お名前, 姓名, 名字",
    '이름, 성명, الاسم, الإسم, الاسم الكامل, نام, نام و نام خانوادگی, שם, שם מלא, नाम',
    'fuldt navn, fullt navn, för- och efternamn, nume complet, nume și prenume, nume si prenume, meno, meno a priezvisko',
    "ime, vardas, vardas ir pavardė, vārds, vārds uzvārds, vārds un uzvārds, ім'я та прізвище, име и фамилия, име и презиме, ф.и.о.",
    'ชื่อ, ชื่อ-นามสกุล, tên, họ tên, họ và tên, nama, nama lengkap',
  ),
  'first-name': listed(
    'prénom, prénoms, vorname, primer nombre, voornaam, förnamn, fornavn, etunimi, imię, eesnimi, prenume, keresztnév',
    'utónév, krstné meno, osobno ime, الاسم الأول, שם פרטי, nama depan, 名',
  ),
  'last-name': listed(
    'nom de famille, nachname, familienname, apellido, apellidos, sobrenome, apelido, cognome',
    'achternaam, efternamn, etternavn, efternavn, sukunimi, nazwisko, příjmení, фамилия, прізвище, фамилно име',
    'priezvisko, priimek, prezime, презиме, vezetéknév, családnév, nume de familie, soyad, soyadı, επώνυμο',
    'perekonnanimi, pavardė, uzvārds, اسم العائلة, نام خانوادگی, שם משפחה, nama belakang, 姓, 성',
  ),
  email: listed(
    'courriel, adresse courriel, adresse email, adresse mail, adresse électronique, mél, mailadresse',
    'e-mail-adresse, emailadresse, correo, correo electrónico, correo electronico, dirección de correo',
    'dirección de correo electrónico, dirección de email, correio eletrónico, correio eletrônico',
    'endereço de email, indirizzo email, indirizzo di posta elettronica, posta elettronica, e-mailadres',
    'emailadres, mailadres, e-post, e-postadress, e-postadresse, sähköposti, sähköpostiosoite',
    'adres email, poczta, e-posta, e-posta adresi, adresa de email, e-pošta, ηλεκτρονική διεύθυνση',
    'электронная почта, эл. почта, почта, адрес электронной почты, електронна пошта, имейл, имэйл',
    'メール, メールアドレス, 電子メール, eメール, 电子邮件, 电子邮箱, 邮箱, 邮件, 電子郵件, 電郵',
    '이메일, 전자우편, البريد الإلكتروني, البريد الالكتروني, البريد, بريد, الإيميل, الايميل, عنوان البريد الإلكتروني, ایمیل, پست الکترونیک, אימייל, דואל',
    'e-mail cím, e-mail-cím, e-mailcím, adresă de e-mail, adresa de e-mail, adresă e-mail, e-mail adresa, adresa e-mail',
    'e-mailová adresa, e-mailova adresa, adres poczty elektronicznej, poczta elektroniczna, el. paštas, e-pasts, e-posti aadress',
    'електронна адреса, адреса електронної пошти, ел. пошта, електронна поща, е-мейл, имејл, имејл адреса',
    'ηλ. ταχυδρομείο, пошта, ел. адреса',
    'ईमेल, อีเมล, thư điện tử, surel, alamat email',
  ),
  'secondary-email': listed(
    'e-mail secondaire, courriel secondaire, zweite e-mail, zweite e-mail-adresse, alternative e-mail',
    'correo secundario, correo alternativo, correo electrónico secundario, e-mail secundário',
    'email secondaria, tweede e-mail, tweede e-mailadres, дополнительная почта, резервная почта',
    'дополнительная электронная почта, 備用郵箱, 备用邮箱, 予備メール, 副メールアドレス',
  ),
  phone: listed(
    'téléphone, tél, numéro de téléphone, téléphone portable, téléphone mobile, portable, telefon',
    'telefonnummer, mobil, mobilnummer, mobiltelefon, handy, handynummer, rufnummer, teléfono',
    'telefono, móvil, movil, teléfono móvil, celular, teléfono celular, número de teléfono',
    'telefone, telemóvel, telemovel, número de telefone, cellulare, numero di telefono, telefoon',
    'telefoonnummer, mobiel, mobiel nummer, puhelin, puhelinnumero, matkapuhelin, numer telefonu',
    'telefon komórkowy, komórka, telefonní číslo, telefonszám, mobilní telefon, cep telefonu, cep',
    'telefon numarası, τηλέφωνο, κινητό, телефон, тел, моб, моб. телефон, мобильный',
    'мобильный телефон, номер телефона, 電話, 電話番号, 携帯, 携帯電話, 携帯番号, 电话, 电话号码',
    '手机, 手机号, 手机号码, 联系电话, 電話號碼, 手機, 전화, 전화번호, 휴대폰, 휴대전화',
    'telefon mobil, număr de telefon, telefónne číslo, mobilný telefón, mobil telefon, mobilszám, broj telefona, broj mobitela, mobitel',
    'telefonas, telefono numeris, tālrunis, tālruņa numurs, telefoninumber, номер телефону, мобільний, мобільний телефон',
    'мобилен телефон, телефонен номер, број телефона, αριθμός τηλεφώνου, κινητό τηλέφωνο',
    'tél portable, tél mobile, numéro de portable, numéro de mobile, numéro mobile, tel kom, tel komórkowy, nr telefonu, nr tel',
    'cep tel, cep no, telefonnr, mobilnr, tlf, tel cel, cel, telefone celular, tlm, τηλ, κιν, моб тел, тел моб, no hp, no telp',
    'هاتف, الهاتف, رقم الهاتف, جوال, الجوال, رقم الجوال, تلفن, شماره تلفن, موبایل, טלפון',
    'נייד, फ़ोन, फोन, मोबाइल, โทรศัพท์, เบอร์โทร, điện thoại, số điện thoại, telepon, nomor telepon',
  ),
  rank: listed('rang, rolle, rôle, rol, función, função, papel, ruolo, roll, роль, 役割, 角色, 역할, الدور'),
};

/** Beside "new", each is the number of a telephone; by itself, it may be any. */
export const FOREIGN_NUMBERS = listed(
  'nummer, numéro, número, numero, numer, nr, číslo, numara, numeris, numurs, szám, număr, broj, номер, број, αριθμός',
  '番号, 号码, 號碼, 번호, رقم, الرقم, מספר',
);

/** How those languages rank, as values of a role. */
export const FOREIGN_RANKS = {
  1: listed(
    'principal, principale, primaire, primär, primario, primaria, primário, primária, primair',
    'hauptkontakt, hauptansprechpartner, hauptansprechpartnerin, hoofdcontact, contact principal, contacto principal',
    'contato principal, contatto principale, основной контакт, главный контакт, 主联系人, 主担当',
    'основной, первый, 主要, 主, 正, プライマリ, 주, أساسي, رئيسي',
  ),
  2: listed(
    'secondaire, sekundär, secundario, secundaria, secundário, secundária, secundair, secondario',
    'stellvertreterin, stellvertretung, vertretung, vertreter, zweitkontakt, contact secondaire, contacto secundario',
    'contato secundário, contatto secondario, plaatsvervanger, reservecontact, резервный контакт, заместитель',
    'suplente, stellvertreter, suppléant, резервный, второй, 次要, 副, セカンダリ, 부, ثانوي',
  ),
};

function listed(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(', '));
}
