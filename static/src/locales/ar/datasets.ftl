# كلمات الاستكشاف، ويشترك فيها نموذج الأداة.
dataset = مجموعة بيانات
glance = نظرة أولى
explorer-metric = المقياس
explorer-agg = إظهار
explorer-split = تقسيم حسب
explorer-no-split = لا شيء
explorer-all = الكل
explorer-interval = لكل
explorer-type = نوع المخطط
explorer-no-metrics = لم يُعثر على أرقام في هذا الملف
glance-type = نوع الحدث
