create table remark (text text not null);
