# كلمات الاستكشاف والسؤال الذي يطرحه العنصر.
explorer-question = السؤال
explorer-chart = المخطط
explorer-numbers = الأرقام
explorer-no-metric = لم يُختر شيء
explorer-derived = مقاييس مشتقة
explorer-derive = اشتقاق مقياس
explorer-underive = إزالة هذا المقياس المشتق
explorer-expression-wrong = تعذّرت قراءة مقياس مشتق. الخطأ مبيّن تحته.
explorer-no-such = لا مقياس باسم «{ $name }».
explorer-only = فقط حيث { $label }
explorer-empty-value = (فارغ)
explorer-own-zone = منطقتك ({ $zone })
explorer-compare = مقارنة مع
explorer-too-many = هذا أكثر مما تتسع له إجابة واحدة. اختر فترة أطول أو مدة أقصر أو سلاسل أقل.
explorer-interval-auto = اختيار الفترة تلقائيًا
explorer-unsplit = دون تقسيم
explorer-unfilter = إزالة المرشّح
explorer-whole = إظهار كل البيانات
explorer-another = اختيار مجموعة بيانات أخرى
explorer-none = لا شيء للاستكشاف بعد
explorer-none-text = ارفع أولًا ملف CSV أو JSON؛ تصبح أرقامه مقاييس.
explorer-none-viewer = يمكن لمحرّر في مساحة العمل هذه رفع الملفات.
explorer-gone = لم تعد مجموعة البيانات هذه موجودة
explorer-gone-text = حُذفت، أو كُتب العنوان خطأً.
explorer-reading = تجري قراءة «{ $name }»
explorer-reading-text = يظهر المخطط هنا من تلقاء نفسه حين يكتمل.
explorer-created = «{ $name }» تنتظر ملفها
explorer-failed = تعذّرت قراءة «{ $name }»
many-search = البحث في { $what }
many-more = { $count ->
    [one] واحد آخر: ابحث عنه
    [two] اثنان آخران: ابحث عنهما
   *[other] { $count } أخرى: ابحث عنها
  }
compare-none = لا شيء
compare-previous = الفترة السابقة
compare-year = السنة السابقة
transform = ثم
transform-none = كما هو
transform-rate = المعدل في الثانية
transform-cumulative = المجموع التراكمي
transform-movingAverage = متوسط متحرك
transform-window = الفترات
fill = الفجوات
fill-null = تُترك مفتوحة
fill-zero = صفر
fill-previous = آخر قيمة
scale = مقياس القيم
scale-linear = خطي
scale-log = لوغاريتمي
pin = حفظ كعنصر
pin-new = لوحة جديدة
pin-name = اسم اللوحة
pin-range = إظهار { $range } دائمًا
pin-save = حفظ العنصر
widget-types = أنواع الأحداث
