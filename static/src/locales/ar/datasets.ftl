# كلمات الاستكشاف، ويشترك فيها نموذج الأداة.
dataset = مجموعة بيانات
explorer = استكشاف
explorer-metric = المقياس
explorer-agg = إظهار
explorer-split = تقسيم حسب
explorer-no-split = لا شيء
explorer-filter = فقط حيث
explorer-all = الكل
explorer-interval = لكل
explorer-type = نوع المخطط
pin = وضع على لوحة
pin-new = لوحة جديدة: { $name }
explorer-no-metrics = لم يُعثر على أرقام في هذا الملف
