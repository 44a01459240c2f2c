# كلمات صفحات مجموعات البيانات ومربع الرفع؛ تُحمَّل معها.
drop-label = رفع ملفات
drop-here = أسقط ملفات CSV أو JSON هنا
drop-now = اترك الملف ليُرفع
drop-formats = سطر أو كائن لكل سجل، مع عمود تاريخ إن وُجد. تصبح الأرقام مقاييس والكلمات تسميات.
choose-files = اختر ملفات

step-uploading = جارٍ الرفع
step-queued = في الانتظار
step-parsing = جارٍ القراءة
step-parsing-rows = جارٍ قراءة { $rows } صف
step-ready = جاهز
step-sent = { $sent } من { $total }
step-speed = { $rows } صف/ث
step-left = بقي { $time }
upload-again = اختر الملف من جديد

status-created = بانتظار الملف
status-queued = في الانتظار
status-processing = قيد القراءة
status-ready = جاهز
status-error = فشل

uploads-none = لا مجموعات بيانات بعد
uploads-none-viewer = يستطيع محرر في مساحة العمل هذه رفع الملفات.
dataset-menu = المزيد لـ { $name }
dataset-deleted = حُذفت «{ $name }»
dataset-rename = الاسم والوصف
dataset-original = الملف الأصلي
dataset-gone = لم تعد مجموعة البيانات هذه موجودة
dataset-gone-text = حُذفت، أو أن العنوان خاطئ.
dataset-failed = تعذرت قراءة الملف
dataset-status = الحالة
dataset-rows = الصفوف
dataset-rejects = المرفوضات
dataset-file = الملف
dataset-read = وقت القراءة
dataset-span = المدة
dataset-reject-count = { $count ->
    [one] مرفوض واحد
    [two] مرفوضان
   *[other] { $count } مرفوضات
  }
rows-unit = { $count ->
    [one] صف
    [two] صفان
    [few] صفوف
   *[other] صفًا
  }

rejects-title = { $count ->
    [one] مرفوض واحد
    [two] مرفوضان
   *[other] { $count } مرفوضات
  }
rejects-more = إظهار المزيد
reject-line = السطر
reject-column = العمود
reject-value = القيمة
reject-reason = السبب
reject-empty = (فارغ)

reason-not-a-number = ليس رقمًا
reason-number-range = خارج مدى الأرقام
reason-value-missing = القيمة مفقودة
reason-not-a-time = ليس تاريخًا ولا وقتًا
reason-time-missing = الوقت مفقود
reason-ragged = عدد الحقول يختلف عن الترويسة
reason-not-utf8 = ليس نصًا بترميز UTF-8
reason-nul-byte = يحوي بايت صفر
reason-bad-quote = نص بعد علامة اقتباس مغلقة
reason-unclosed-quote = علامة اقتباس لا تُغلق
reason-field-too-long = حقل أطول مما يجب
reason-record-too-long = السجل أطول مما يجب
reason-not-an-object = ليس كائنًا
reason-bad-json = ليس JSON صالحًا
reason-too-deep = كائنات متداخلة بعمق مفرط
reason-too-many-columns = أعمدة أكثر مما يجب
reason-name-too-long = أطول من أن يكون اسم مقياس
reason-too-many-series = مقاييس أكثر مما يجب

ingest-empty-file = الملف فارغ.
ingest-no-rows = في الملف ترويسة بلا صفوف.
ingest-not-text = الملف ليس نصًا.
ingest-no-header = يبدو السطر الأول بيانات؛ عليه أن يسمي الأعمدة.
ingest-no-time-column = لا عمود يحوي تواريخ أو أوقاتًا.
ingest-no-metric-column = لا عمود يحوي أرقامًا.
ingest-not-an-array = الملف ليس مصفوفة JSON من كائنات.
ingest-bad-json = الملف ليس JSON صالحًا.
ingest-too-many-columns = أعمدة الملف أكثر من المسموح.
ingest-mapping-column = يسمي الربط عمودًا ليس في الملف.
ingest-nothing-readable = لم يُقرأ أي صف من الملف.
ingest-read-failed = تعذرت قراءة الملف إلى نهايته.
ingest-write-failed = تعذر تخزين الصفوف.
ingest-canceled = أُلغي قبل قراءته.

upload-choose = اختر ملفها
upload-another = رفع ملف آخر
upload-cancel = إلغاء الرفع
reading-cancel = إلغاء
upload-interrupted = انقطع رفع { $file } ({ $size }). اختر الملف من جديد: ما وصل محفوظ.
upload-other-file = { $chosen } ملف آخر. اختر { $file } ({ $size }).
waiting-curl = أنشأها برنامج. يمكن اختيار ملفها هنا، أو إرساله من سطر الأوامر:
step-waits = فشل الاتصال، تجري المحاولة من جديد
step-rate = { $size }/ث

draft-title = رفع { $file }
draft-title-many = رفع { $count } ملفات
draft-title-version = إصدار جديد من { $name }
draft-upload = { $count ->
    [0] رفع
    [one] رفع
    [two] رفع ملفين
    [few] رفع { $count } ملفات
   *[other] رفع { $count } ملفًا
  }
draft-all-files = كل الملفات
draft-look = معاينة
draft-drop = استبعاد { $file }
draft-looking = تجري المعاينة
draft-left-out = { $count ->
    [one] استُبعد ملف واحد
    [two] استُبعد ملفان
    [few] استُبعدت { $count } ملفات
   *[other] استُبعد { $count } ملفًا
  }
draft-nothing-stored = لا يُخزَّن شيء قبل الرفع
draft-unseen = تعذرت معاينة الملف: { $why } يمكن رفعه مع ذلك.
draft-unseen-short = تعذرت معاينته
draft-notes = { $count ->
    [one] ملاحظة واحدة
    [two] ملاحظتان
    [few] { $count } ملاحظات
   *[other] { $count } ملاحظة
  }
draft-no-time = اختر العمود الذي يحوي الوقت، أو امنح كل الصفوف وقت الرفع.
draft-upload-time = استخدام وقت الرفع
draft-no-chart = لا أرقام لرسمها بعد. اجعل أحد الأعمدة مقياسًا.
draft-rows = الصفوف الأولى
draft-more-columns = { $count ->
    [one] يُقرأ عمود آخر كما عُرف.
    [two] يُقرأ عمودان آخران كما عُرفا.
    [few] تُقرأ { $count } أعمدة أخرى كما عُرفت.
   *[other] يُقرأ { $count } عمودًا آخر كما عُرف.
  }
draft-role-of = دور { $column }
draft-rejects = { $count ->
    [one] قيمة واحدة من البداية لا تُقرأ؛ يُستبعد صفها.
    [two] قيمتان من البداية لا تُقرآن؛ يُستبعد صفاهما.
    [few] { $count } قيم من البداية لا تُقرأ؛ تُستبعد صفوفها.
   *[other] { $count } قيمة من البداية لا تُقرأ؛ تُستبعد صفوفها.
  }
draft-reject-at = السطر { $line }، { $column }:
draft-reject-row = السطر { $line }:
draft-time-format = كتابة الوقت
draft-recognise = كما عُرف
draft-format-other = صيغة أخرى
draft-format-own = الصيغة (strptime)
draft-zone = المنطقة الزمنية للملف
draft-zone-mine = استخدام { $zone }
draft-decimal = كتابة الأرقام
draft-reset = التراجع عن التغييرات

role-is-time = الوقت
role-is-metric = مقياس
role-is-label = تسمية
role-is-unused = تجاهل
role-unknown = اختر
role-is-name = اسم المقياس
role-is-value = القيمة

read-file = الملف
read-time = الوقت
read-at = { $column }، يُقرأ { $format }، { $zone }
read-at-zoned = { $column }، يُقرأ { $format }
read-upload-time = وقت الرفع لكل صف
read-metrics = المقاييس
read-labels = التسميات
read-comma = ،
read-none = لا شيء
read-long = أسماؤها في { $name } وقيمها في { $value }
read-more = { $count ->
    [one] { $first } وواحد آخر
    [two] { $first } واثنان آخران
   *[other] { $first } و{ $count } أخرى
  }
read-unknown = لا يُعرف كيف قُرئ هذا الملف
file-json = JSON
file-ndjson = JSON، كائن في كل سطر
delimiter-comma = مفصول بفواصل
delimiter-semicolon = مفصول بفواصل منقوطة
delimiter-tab = مفصول بعلامات جدولة
delimiter-pipe = مفصول بعلامة |
delimiter-space = مفصول بمسافات
delimiter-other = مفصول بعلامة { $sign }
decimal-comma = فاصلة عشرية
decimal-point = نقطة عشرية
time-year = السنة
time-year2 = السنة برقمين
time-month = الشهر
time-month-name = اسم الشهر
time-day = اليوم
time-day-of-year = يوم السنة
time-weekday = يوم الأسبوع
time-hour = الساعة
time-minute = الدقيقة
time-second = الثانية
time-am-pm = ص/م
time-zone = المنطقة
time-rfc3339 = تاريخ ووقت ISO
time-epoch-s = ثوانٍ منذ 1970
time-epoch-ms = أجزاء من ألف من الثانية منذ 1970
time-epoch-us = ميكروثوانٍ منذ 1970
time-epoch-ns = نانوثوانٍ منذ 1970
note-converted-encoding = الملف ليس بترميز UTF-8؛ حُوّلت حروفه.
note-preamble-skipped = تُجووزت أسطر قبل الترويسة.
note-drawn-table = تُجووز الإطار المرسوم حول الجدول.
note-columns-renamed = سُميت أعمدة لا اسم خاصًا لها.
note-header-repeated = تتكرر الترويسة في الملف؛ تُجووزت تلك الأسطر.
note-mixed-line-ends = تنتهي الأسطر بطرق مختلفة؛ عُدّت كل نهاية نهاية سطر.
note-totals-skipped = تُجووزت أسطر المجاميع.
note-unit-dropped = خُزنت أرقام { $column } بلا وحدتها.
note-array-in-object = أُخذت الصفوف من أحد أعضاء الكائن.
note-not-an-array = الملف ليس مصفوفة JSON؛ قُرئ ككائنات.
note-date-order-ambiguous = قد تبدأ تواريخ { $column } باليوم أو بالشهر.
note-decimal-ambiguous = قد تُكتب أرقام { $column } بنقطة عشرية أو بفاصلة.
note-labels-folded = قيم { $column } كثيرة جدًا؛ جُمعت البقية في __other__.
note-series-folded = السلاسل كثيرة جدًا؛ جُمعت تسميات البقية في __other__.
note-turn = قراءته { $format }

drop-version = اترك الملف ليصبح إصدارًا جديدًا
version-new = رفع إصدار جديد
version-mode = ما يفعله الملف
version-do-replace = استبدال كل الصفوف
version-do-append = إضافة إلى الصفوف
version-replace-text = تبقى الصفوف الحالية ظاهرة حتى تُقرأ الجديدة. ويمكنك الرجوع.
version-append-text = تنضم صفوف الملف إلى الموجودة.
version-first = الملف الأول
version-replace = استبدل كل الصفوف
version-append = أضاف صفوفًا
version-reingest = أُعيدت قراءته
version-by-program = برنامج
version-current = ظاهر
version-former = محفوظ
version-gone = أُزيل
version-go-back = الرجوع إلى هذا
version-restored = الإصدار { $version } ظاهر من جديد
pending-title = الإصدار { $version } في الطريق
pending-new = إصدار جديد في الطريق
pending-stays = يبقى الإصدار { $version } ظاهرًا حتى ذلك الحين.
pending-failed = تعذرت قراءة الإصدار { $version }. { $why }
pending-failed-short = تعذرت قراءة الإصدار { $version }
pending-kept = ما زال الإصدار { $version } ظاهرًا.
status-canceled = أُلغي
dataset-canceled = أُلغي
dataset-version = الإصدار
reread = قراءة من جديد
reread-otherwise = قراءة بطريقة أخرى
reread-title = قراءة { $name } من جديد
reread-text = تبقى الصفوف الحالية ظاهرة حتى يُقرأ الملف.

tabs-label = أقسام مجموعة البيانات
tab-chart = المخطط
tab-rows = الصفوف
tab-rejects = المرفوضات
tab-read = كيف قُرئ
tab-versions = الإصدارات
tab-used = مستخدم في
rows-title = صفوف الملف
rows-shown = { $from } إلى { $to }
rows-back = الصفوف السابقة
rows-next = الصفوف التالية
rows-none = لا صفوف في الملف
rejects-none = قُرئت كل الصفوف
rejects-none-text = لم يُرفض شيء.
reject-raw = السطر في الملف
used-none = لا لوحة تعرض مجموعة البيانات هذه
used-none-text = ضع مخططها على لوحة؛ وستظهر هنا.
builtin-note = كل أحداث مساحة العمل هذه، وتنمو من تلقاء نفسها.
builtin-events = عرض الأحداث
builtin-count = الأحداث
events-unit = { $count ->
    [one] حدث
    [two] حدثان
    [few] أحداث
   *[other] حدثًا
  }
tab-labels = التسميات
labels-text = عناصر من محتوى الحدث تُقسَّم وتُرشَّح الرسوم بحسبها، { $count } على الأكثر. الجديد منها يُحتسب من الآن، وتبقى الأحداث السابقة بدونه.
labels-key = التسمية { $n }
labels-remove = إزالة { $key }
labels-seen = وُجدت في أحدث الأحداث:
labels-add = تسمية أخرى
labels-saved = حُفظ؛ ستحمل الأحداث من الآن هذه التسميات.
labels-none = لا يُتتبَّع أي عنصر من المحتوى
