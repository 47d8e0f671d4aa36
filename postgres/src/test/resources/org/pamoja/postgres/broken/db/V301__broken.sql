create table half (text text);
create tabel other_half (text text);
