create table don (
  ma text primary key, loai text default 'kn', ngay_nhan text default '2026-03-02', nguon text default 'BC',
  co_quan text default 'TTT', linh_vuc text default 'DD', noi_dung text, ho_ten text default 'Trần Văn Mẫu', cccd text,
  dien_thoai text, tinh text default 'BD', dia_chi text, so_nguoi text, mat text default 't', noi_bo boolean default false,
  ngay_xu_ly text default '2026-03-05', huong text default 'TL', co_quan_tiep text, ngay_thu_ly text, han text, ngay_dong text,
  ma_qg text, qg_xu_ly boolean default false, qg_thu_ly boolean default false,
  cap_nhat timestamptz not null default clock_timestamp(),
  yeu_cau text, noi_cap text, loai_nguoi text, to_chuc text, dia_chi_to_chuc text, tom_tat_xu_ly text,
  ho_ten_2 text, cccd_2 text, dien_thoai_2 text, dia_chi_2 text, xa_2 text,
  uq_ho_ten text, uq_cccd text, uq_dien_thoai text, uq_dia_chi text, uq_noi_cap text,
  can_bo text, bi_don text, bi_don_cccd text, bi_don_dia_chi text, bi_don_chuc_vu text);
create table quyet_dinh (id serial primary key, ma text not null, lan int default 1, ngay text, ket_qua text default 'D', tra_lai text,
  tom_tat text);
create table thi_hanh (id serial primary key, qd_id int not null, ngay text, tien text);
create table tep (id serial primary key, ma text not null, ten text, tom_tat text, noi_dung bytea, duong_dan text);
