# كلمات الصفحات: الدخول والنظرة العامة والإعدادات.
signin = تسجيل الدخول
signin-title = تسجيل الدخول إلى Bellwether
signin-new = جديد هنا؟
signup = إنشاء حساب
signup-title = أنشئ حسابك
signup-lead = تحصل على مساحة عمل خاصة بك، وينضم الآخرون بدعوة.
signup-have = لديك حساب؟
signup-invited = حساب بهذا البريد وتصبح في الداخل.
signup-not = لا حسابات جديدة هنا
signup-by-invitation = الحسابات بالدعوة. افتح الرابط الذي أُرسل إليك.
signup-closed = لا يقبل هذا الخادم حسابات جديدة. اسأل من يديره.
signin-demo = لإلقاء نظرة، سجّل الدخول باسم { $email }؛ طُبعت كلمة مروره عند تشغيل الخادم.
signout = تسجيل الخروج
email = البريد الإلكتروني
email-fixed = العنوان الذي تسجّل به الدخول
password = كلمة المرور
password-hint = 10 أحرف على الأقل
password-show = إظهار كلمة المرور
password-hide = إخفاء كلمة المرور
your-name = اسمك
workspace-name = اسم مساحة العمل
workspace-hint = فريق أو شركة أو مشروع
workspace-create = إنشاء مساحة العمل
welcome-title = أنشئ مساحة عمل
welcome-lead = تضم مساحة العمل مجموعات البيانات ولوحات المعلومات ومن يطّلع عليها.

invite = دعوة
invite-title = الانضمام إلى { $workspace }
invite-lead = { $email } مدعو بدور { $role } حتى { $until }.
invite-other = أنت مسجّل الدخول باسم { $email }. هذه الدعوة موجهة إلى { $invited }.
invite-join = الانضمام إلى { $workspace }
invite-later = ليس الآن
invite-gone = لا يمكن استخدام هذه الدعوة

running = المهام الجارية
running-some = تُقرأ ملفات الآن
running-none = لا شيء في الانتظار
storage = التخزين
storage-split = ملفات { $files }، نقاط { $points }
rows-total = { $count ->
    [zero] لا صفوف
    [one] صف واحد
    [two] صفان
    [few] { $shown } صفوف
    [many] { $shown } صفًا
   *[other] { $shown } صف
}
events-total = { $count ->
    [one] حدث واحد
    [two] حدثان
    [few] { $shown } أحداث
   *[other] { $shown } حدثًا
}
widgets-count = { $count ->
    [zero] لا عناصر
    [one] عنصر واحد
    [two] عنصران
    [few] { $count } عناصر
    [many] { $count } عنصرًا
   *[other] { $count } عنصر
}
all-dashboards = كل اللوحات
all-datasets = كل المجموعات
upload-file = رفع ملف
dashboard-new = لوحة جديدة
dashboards-none = لا لوحات معلومات بعد
dashboards-none-text = تعرض اللوحة رسومًا لبياناتك وتعيد رسمها كلما تغيّرت.
datasets-none = لا مجموعات بيانات بعد
datasets-none-text = ارفع ملف CSV أو JSON فتصبح أعمدته مقاييس وتسميات.
dataset-created = بانتظار ملفها
dataset-queued = في قائمة الانتظار
dataset-processing = جارٍ التحليل
dataset-parsing = { $count ->
    [one] جارٍ التحليل، صف واحد
    [two] جارٍ التحليل، صفان
    [few] جارٍ التحليل، { $shown } صفوف
    [many] جارٍ التحليل، { $shown } صفًا
   *[other] جارٍ التحليل، { $shown } صف
}
dataset-error = فشل
sample-add = إضافة بيانات تجريبية
sample-coming = المجموعات التجريبية ولوحاتها في الطريق.
steps = الخطوات الأولى
steps-hide = إخفاء الخطوات الأولى
step-done = تمت
step-upload = أحضر البيانات
step-upload-text = ارفع ملف CSV أو JSON، أو استكشف بمجموعتين تجريبيتين.
step-send = أرسل حدثًا
step-send-text = يستطيع ذلك أي برنامج؛ وما يرسله يُحصى ويُرسم فورًا.
step-send-action = إرسال حدث
step-dashboard = أنشئ لوحة معلومات
step-dashboard-text = ضع رسوم مقاييسك جنبًا إلى جنب.
step-invite = ادعُ الآخرين
step-invite-text = يرون اللوحات نفسها مباشرة.
invite-people = دعوة أشخاص

settings-you = أنت
settings-profile = الملف الشخصي
settings-appearance = المظهر
settings-security = الأمان
settings-workspace = مساحة العمل
settings-members = الأعضاء
settings-keys = مفاتيح API
settings-usage = الاستخدام
theme = السمة
theme-mint = نعناع
theme-warm = دافئ
theme-neon = نيون
theme-ember = جمر
scheme = الوضع
scheme-light = فاتح
scheme-dark = داكن
scheme-system = النظام
timezone = المنطقة الزمنية
timezone-auto = كهذا المتصفح ({ $zone })
timezone-now = الآن { $now } في { $zone }
password-change = تغيير كلمة المرور
password-current = كلمة المرور الحالية
password-new = كلمة المرور الجديدة
password-new-hint = 10 أحرف على الأقل. تنتهي جلساتك الأخرى.
password-changed = تم تغيير كلمة المرور وانتهت جلساتك الأخرى.
sessions = الجلسات
session-line = { $address }، منذ { $since }، آخر ظهور { $seen }
session-current = هذه
session-end = إنهاء
session-ended = انتهت الجلسة على { $device }.
device-unknown = برنامج غير معروف
signout-everywhere = تسجيل الخروج من كل مكان
signout-everywhere-text = تنتهي كل الجلسات وهذه أيضًا. ثم تسجّل الدخول بكلمة مرورك.
workspace-address = العنوان
workspace-address-hint = تبقى الروابط صالحة عند تغيير الاسم
workspace-readonly = يمكن للمشرفين تغيير الاسم

role = الدور
role-of = دور { $name }
role-owner = مالك
role-admin = مشرف
role-editor = محرر
role-viewer = مشاهد
role-owner-text = كل شيء
role-admin-text = الأشخاص والمفاتيح والبيانات
role-editor-text = مجموعات البيانات واللوحات
role-viewer-text = مشاهدة فقط
you = (أنت)
member-leave = مغادرة المساحة
member-leave-title = مغادرة { $workspace }
member-leave-text = تفقد الوصول فورًا. تحتاج إلى دعوة جديدة للعودة.
member-remove = إزالة { $name }
member-remove-action = إزالة
member-remove-text = يفقد { $name } الوصول فورًا. ويبقى ما أنشأه.
invitations = الدعوات المفتوحة
invitations-none = لا أحد مدعو حاليًا.
invite-make = إنشاء الدعوة
invited-title = دعوة { $email }
invited-text = أرسل هذا الرابط إلى { $email }. يعمل مرة واحدة ولهذا العنوان فقط.
invitation-line = { $role }، حتى { $until }
invitation-withdraw = سحب
invitation-withdrawn = سُحبت دعوة { $email }.
