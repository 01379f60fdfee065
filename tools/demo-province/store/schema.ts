const PERSON = `
  ho_ten text, so_giay_to varchar(40), ngay_cap date, noi_cap varchar(200), gioi_tinh varchar(5),
  ngay_sinh varchar(20), dien_thoai varchar(40), ma_tinh varchar(10), ma_huyen varchar(10), ma_xa varchar(10),
  dia_chi varchar(300), quoc_tich varchar(10), dan_toc varchar(10)`;

const FIGURES = `
  thu_hoi_tien numeric(20,0), thu_hoi_dat_o numeric(14,2), thu_hoi_dat_sx numeric(14,2),
  tra_lai_tien numeric(20,0), tra_lai_dat_o numeric(14,2), tra_lai_dat_sx numeric(14,2)`;

/**
 * The schema of the local software: readable, a little untidy, as such systems are. Received dates are text,
 * booleans come in three styles, and saving a decision or an enforcement row does not touch the petition row.
 */
export const SCHEMA = `
create schema donthu;
create table donthu.dm_co_quan (ma varchar(20) primary key, ten text not null);
create table donthu.dm_dia_ban (ma varchar(10) primary key, ten text not null, cap smallint not null, ma_cha varchar(10));
create table donthu.dm_linh_vuc (ma varchar(10) primary key, ten text not null);
create table donthu.dm_chung (nhom varchar(20) not null, ma varchar(10) not null, ten text not null, primary key (nhom, ma));
create table donthu.don (
  id integer primary key, so_ho_so varchar(40) not null unique, so_don varchar(40), loai_don varchar(10),
  ma_cq_nhan varchar(20), ngay_nhan varchar(30), ngay_viet date, ma_nguon varchar(10), ma_cq_chuyen varchar(20),
  so_vb_den varchar(60), ngay_vb_den date, noi_dung text, co_ban_goc boolean, lan_gui integer, nac_danh varchar(5),
  mao_danh varchar(5), loai_chu_don varchar(5), so_nguoi varchar(30), so_dai_dien integer, ten_to_chuc varchar(300),
  dia_chi_to_chuc varchar(300), do_mat varchar(10), pham_vi varchar(20), gqt_ma_cq varchar(20), gqt_lan integer,
  gqt_ngay date, gqt_loai_qd varchar(10), gqt_ket_qua text, ngay_rut date, so_qd_dinh_chi varchar(60),
  rut_mot_phan boolean, ngay_ket_thuc date, tao_luc timestamptz not null default now(), sua_luc timestamptz);
create index don_sua_luc on donthu.don ((coalesce(sua_luc, tao_luc)), so_ho_so);
create table donthu.don_linh_vuc (
  don_id integer not null references donthu.don, thu_tu smallint not null, ma_linh_vuc varchar(10) not null,
  primary key (don_id, thu_tu));
create table donthu.nguoi_lien_quan (
  id integer primary key, don_id integer not null references donthu.don, vai_tro varchar(10) not null, thu_tu smallint not null,
  loai_uy_quyen varchar(5), ${PERSON});
create index nguoi_don on donthu.nguoi_lien_quan (don_id);
create table donthu.doi_tuong_bi_kn (
  id integer primary key, don_id integer not null references donthu.don, thu_tu smallint not null, loai varchar(5) not null,
  chuc_vu varchar(200), ten_co_quan varchar(300), ${PERSON});
create index doi_tuong_don on donthu.doi_tuong_bi_kn (don_id);
create table donthu.buoi_tiep (
  don_id integer primary key references donthu.don, ngay_tiep date, lanh_dao varchar(120), dinh_ky boolean,
  uy_quyen boolean, lanh_dao_uy_quyen varchar(120));
create table donthu.xu_ly_don (
  don_id integer primary key references donthu.don, ngay_xu_ly date, du_dieu_kien varchar(5), ly_do text, huong_xu_ly varchar(10),
  ma_cq_xu_ly varchar(20), ma_cq_tiep varchar(20), so_van_ban varchar(60), can_bo varchar(120), nguoi_duyet varchar(120),
  tom_tat text, sua_luc timestamptz not null default now());
create table donthu.thu_ly (
  don_id integer primary key references donthu.don, ngay_thu_ly timestamptz, han_giai_quyet date, ma_cq_thu_ly varchar(20),
  so_quyet_dinh varchar(60), nguoi_duyet varchar(120), sua_luc timestamptz not null default now());
create table donthu.xac_minh (
  don_id integer primary key references donthu.don, so_quyet_dinh varchar(60), ngay_quyet_dinh date, don_vi varchar(200),
  han_xac_minh date, ngay_bao_cao date);
create table donthu.doi_thoai (
  id integer primary key, don_id integer not null references donthu.don, ngay date, dia_diem varchar(200), bien_ban text);
create table donthu.quyet_dinh_giai_quyet (
  id integer primary key, don_id integer not null references donthu.don, lan integer not null, so_quyet_dinh varchar(60),
  ngay_ban_hanh date, ma_cq_ban_hanh varchar(20), ket_qua varchar(10), hinh_thuc varchar(10), quyen_khoi_kien varchar(5),
  tom_tat text, ${FIGURES}, chuyen_dieu_tra integer, tra_quyen_loi integer, phat_hanh_chinh numeric(20,0));
create index quyet_dinh_don on donthu.quyet_dinh_giai_quyet (don_id);
create table donthu.ca_nhan_bi_xu_ly (
  id integer primary key, quyet_dinh_id integer not null references donthu.quyet_dinh_giai_quyet, don_id integer not null,
  loai varchar(5) not null, ten varchar(300), chuc_vu varchar(200), hinh_thuc varchar(200));
create table donthu.thi_hanh (
  id integer primary key, quyet_dinh_id integer not null references donthu.quyet_dinh_giai_quyet, don_id integer not null,
  ngay date, ma_cq varchar(20), ${FIGURES}, nguoi_bi_xu_ly integer, tap_the_bi_xu_ly integer, tai_san numeric(20,0),
  tien_phat numeric(20,0), da_khoi_to integer);
create table donthu.tam_dinh_chi (
  id integer primary key, don_id integer not null references donthu.don, ngay date, ngay_tiep_tuc date, so_quyet_dinh varchar(60));
create table donthu.gia_han (
  id integer primary key, don_id integer not null references donthu.don, ngay date, han_moi date, so_van_ban varchar(60));
create table donthu.tai_lieu (
  id integer primary key, don_id integer not null references donthu.don, loai varchar(10), ten varchar(300), ten_tep varchar(200),
  tom_tat text, noi_dung bytea);
create index tai_lieu_don on donthu.tai_lieu (don_id);

-- The office goes on working while the demo runs: which petitions may move on, and how many ticks have passed.
create table donthu.hang_doi (thu_tu serial primary key, don_id integer not null unique references donthu.don);
create table donthu.nhip (so integer not null);
insert into donthu.nhip values (0);

create function donthu.ghi_sua_luc() returns trigger language plpgsql as
$$ begin if new.sua_luc is not distinct from old.sua_luc then new.sua_luc = clock_timestamp(); end if; return new; end $$;
create trigger don_sua_luc before update on donthu.don for each row execute function donthu.ghi_sua_luc();
create trigger xu_ly_sua_luc before update on donthu.xu_ly_don for each row execute function donthu.ghi_sua_luc();
create trigger thu_ly_sua_luc before update on donthu.thu_ly for each row execute function donthu.ghi_sua_luc();
`;
