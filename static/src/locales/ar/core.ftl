# كلمات الإطار والأجزاء المشتركة بين الصفحات.
copy = نسخ
copied = تم النسخ
copy-failed = لم يُنسخ
close = إغلاق
cancel = إلغاء
save = حفظ
saved = تم الحفظ
delete = حذف
undo = تراجع
redo = إعادة
retry = حاول مجددًا
dismiss = إخفاء
notices = إشعارات
more = إجراءات أخرى
search = بحث
language = اللغة
skip = الانتقال إلى المحتوى
sidebar = مساحة العمل
navigation = التنقل الرئيسي

nav-overview = نظرة عامة
nav-dashboards = لوحات المعلومات
nav-datasets = مجموعات البيانات
nav-settings = الإعدادات
group-go = الانتقال إلى
group-general = عام

palette = البحث والأوامر
palette-hint = اكتب أمرًا أو مكانًا
palette-none = لا شيء يطابق ”{ $wanted }“
keys = اختصارات لوحة المفاتيح
scheme-to-dark = استخدام الوضع الداكن
scheme-to-light = استخدام الوضع الفاتح

workspace = مساحة العمل
workspace-switch = تبديل مساحة العمل
workspace-new = مساحة عمل جديدة
person-menu = حسابك

live = مباشر
live-heard = آخر خبر { $since }
live-stale = لا أخبار منذ { $since }
live-offline = أنت غير متصل
live-connecting = جارٍ الاتصال
live-retry = إعادة الاتصال بعد { $seconds } ث
live-now = الآن

request-id = الطلب
failed-title = تعذّر تحميل الصفحة
missing-title = لا شيء هنا
missing-text = ربما كُتب العنوان خطأً، أو حُذف ما يشير إليه.
missing-home = الذهاب إلى النظرة العامة
no-tenant-title = مساحة العمل هذه ليست متاحة لك
no-tenant-text = إما أنها غير موجودة أو أنك لست عضوًا فيها. اطلب دعوة من أحد أعضائها.
again-title = سجّل الدخول مجددًا
again-text = انتهت جلستك باسم { $email }. سجّل الدخول لتتابع من حيث كنت؛ لم يضع شيء من الصفحة.
again-leave = مغادرة الصفحة

error-network = تعذّر الوصول إلى الخادم. تحقق من اتصالك ثم حاول مجددًا.
error-unexpected = حدث خطأ في هذه الصفحة. أعد تحميلها؛ وإن تكرر فأخبر من يدير هذا الخادم.
