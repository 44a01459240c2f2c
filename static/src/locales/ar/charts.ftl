# كلمات المخططات: الأنواع والتجميعات والفترات وما يُنطق.
chart-kind-line = مخطط خطي
chart-kind-area = مخطط مساحي
chart-kind-bar = مخطط أعمدة
chart-kind-text = نص
chart-figure = { $title }: { $kind } لـ { $names }، من { $from } إلى { $to }، من { $low } إلى { $high }. تتنقل مفاتيح الأسهم عليه.
chart-empty-figure = { $title }: لا بيانات
chart-no-value = لا بيانات
chart-previous = الفترة السابقة
chart-more-series = { $count ->
    [one] سلسلة أخرى في الجدول
    [two] سلسلتان أخريان في الجدول
   *[other] { $count } سلاسل أخرى في الجدول
  }
chart-time = الوقت
chart-metric = المقياس
table-more = { $count ->
    [one] صف آخر في ملف CSV.
    [two] صفان آخران في ملف CSV.
   *[other] { $count } صفوف أخرى في ملف CSV.
  }

type-line = خط
type-area = مساحة
type-bar = أعمدة
type-stat = رقم
type-table = جدول
type-text = نص

agg-avg = المتوسط
agg-sum = المجموع
agg-min = الأدنى
agg-max = الأعلى
agg-count = العدد
agg-first = الأول
agg-last = الأخير

interval-auto = تلقائي
interval-minute = دقيقة
interval-hour = ساعة
interval-day = يوم
interval-week = أسبوع
interval-month = شهر

stat-up = أعلى بمقدار { $change } من الفترة السابقة
stat-down = أدنى بمقدار { $change } من الفترة السابقة
stat-same = كما في الفترة السابقة
stat-nothing-before = لا شيء في الفترة السابقة
stat-between = بين { $low } و { $high }
stat-counted = قيم { $name }
stat-average = المتوسط { $average }
stat-of-values = { $count ->
    [one] قيمة واحدة
    [two] قيمتان، المتوسط { $average }
   *[other] { $amount } قيمة، المتوسط { $average }
  }
