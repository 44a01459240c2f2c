# كلمات المخططات: الأنواع والتجميعات والفترات وما يُنطق.
chart-kind-line = مخطط خطي
chart-kind-area = مخطط مساحي
chart-kind-bar = مخطط أعمدة
chart-kind-text = نص
chart-figure = { $title }: { $kind } لـ { $names }، من { $from } إلى { $to }، من { $low } إلى { $high }. تتنقل مفاتيح الأسهم عليه.
chart-empty-figure = { $title }: لا بيانات
chart-no-value = لا بيانات
chart-previous = الفترة السابقة
chart-before = قبل: { $from } – { $to }
chart-compared = مقارنة بالمدة من { $from } إلى { $to }.
chart-change-of = { $name }، %
chart-before-of = { $name }، قبل ذلك
chart-was = كان { $value }
chart-was-change = كان { $value } ({ $change })
chart-was-nothing = لا شيء قبل ذلك
chart-log-filled = الأعمدة والمساحات تقف على الصفر، ولا صفر في المقياس اللوغاريتمي: رُسمت خطيًا.
chart-log-none = لا قيمة فوق الصفر، فلا مقياس لوغاريتمي: رُسمت خطيًا.
chart-log-hidden = { $count ->
    [one] قيمة واحدة عند الصفر أو تحته لا تُرسم على مقياس لوغاريتمي.
    [two] قيمتان عند الصفر أو تحته لا تُرسمان على مقياس لوغاريتمي.
   *[other] { $count } قيم عند الصفر أو تحته لا تُرسم على مقياس لوغاريتمي.
  }
chart-approximate = المئينات قريبة لا دقيقة: النقاط كثيرة جدًا.
chart-more-series = { $count ->
    [one] سلسلة أخرى لم تُرسم
    [two] سلسلتان أخريان لم تُرسما
   *[other] { $count } سلاسل أخرى لم تُرسم
  }
chart-time = الوقت
chart-metric = المقياس
table-wider = { $count ->
    [one] عمود آخر في ملف CSV.
    [two] عمودان آخران في ملف CSV.
   *[other] { $count } أعمدة أخرى في ملف CSV.
  }
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
agg-p50 = الوسيط
agg-p95 = المئين 95
agg-p99 = المئين 99

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
