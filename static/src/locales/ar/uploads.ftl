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
upload-expired = انقطع الرفع. احذف مجموعة البيانات هذه وارفع الملف من جديد.

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
ingest-canceled = أُلغيت القراءة.
