# كلمات العرض المباشر وقائمة الأحداث.
live-title = الأحداث المباشرة
live-span = المدى
live-hour = ساعة
live-day = يوم
live-week = أسبوع
live-in-hour = خلال آخر ساعة
live-in-day = خلال آخر يوم
live-in-week = خلال آخر أسبوع
live-before-hour = الساعة السابقة
live-before-day = اليوم السابق
live-before-week = الأسبوع السابق
live-per-hour = الأحداث في الدقيقة
live-per-day = الأحداث في الساعة
live-per-week = الأحداث في اليوم
live-total = الإجمالي
live-of-hour = { $shown } خلال آخر ساعة
live-of-day = { $shown } خلال آخر يوم
live-of-week = { $shown } خلال آخر أسبوع
live-minute = هذه الدقيقة
live-usual = { $shown } في الدقيقة المعتادة
live-users = المستخدمون
live-invalid = غير صالحة
live-invalid-why = اعرض ما رُفض
live-invalid-none = لم يُرفض شيء
live-types = أهم الأنواع
live-none = لا أحداث في الأيام الأخيرة
live-none-hour = لا أحداث خلال آخر ساعة
live-none-day = لا أحداث خلال آخر يوم
live-none-week = لا أحداث خلال آخر أسبوع
live-none-type = لا أحداث من هذا النوع
live-feed = لحظة بلحظة
live-filter = اعرض فقط
live-all-types = كل الأنواع
live-pause = إيقاف مؤقت
live-go = متابعة
live-paused = متوقف مؤقتًا
live-missed = { $count ->
    [one] { $shown } جديد
   *[other] { $shown } جديدة
  }
live-sample = يُعرض { $shown } من { $of }
live-explore = كل الأحداث
trend-new = جديد
trend-new-long = لا شيء في { $period }
trend-same = مثله
trend-same-long = بقدر ما كان في { $period }
trend-more = أكثر بمقدار { $shown } مما كان في { $period } عند النقطة نفسها
trend-times = { $shown } أضعاف ما كان في { $period } عند النقطة نفسها
trend-less = أقل بمقدار { $shown } مما كان في { $period } عند النقطة نفسها
event = حدث
event-type = النوع
event-who = المستخدم، المصدر
event-user = المستخدم
event-source = المصدر
event-value = القيمة
event-payload = المحتوى
event-occurred = وقت الحدوث
event-received = وقت الاستلام
event-id = المعرّف
event-no-payload = لا يحمل محتوى.
event-newer = حدث أحدث
event-older = حدث أقدم
event-same-type = كل ما من هذا النوع
event-same-user = كل ما لهذا المستخدم
events-filters = المرشّحات
events-search = البحث في الأحداث
events-search-hint = كلمات في أي موضع
events-newest = عرض أحدث الأحداث
events-add = شرط على المحتوى
events-drop = إزالة الشرط على { $key }
events-clear = مسح المرشّحات
events-key = المفتاح في المحتوى
events-key-hint = order.country
events-value = قيمته
events-value-hint = FR
events-use = استخدام هذا الشرط
events-histogram = الأحداث عبر الزمن
events-histogram-note = تعدّ الصورة كل أحداث هذا النوع وهذا الوقت؛ أما المرشّحات الأخرى فتضيّق القائمة وحدها.
events-export = تصدير
events-new = { $count ->
    [one] حدث جديد
    [two] حدثان جديدان
    [few] { $shown } أحداث جديدة
   *[other] { $shown } حدثًا جديدًا
  }
events-new-some = هناك أحداث جديدة
events-partial = جرى البحث رجوعًا إلى { $since }.
events-partial-none = لم يُعثر على شيء حتى الآن.
events-go-on = متابعة البحث
events-more-coming = البقية قادمة
events-all = { $count ->
    [one] هذا هو الحدث الوحيد.
    [two] هذا كل شيء: حدثان.
    [few] هذا كل شيء: { $shown } أحداث.
   *[other] هذا كل شيء: { $shown } حدثًا.
  }
events-refused = { $count ->
    [one] رُفض حدث واحد
    [two] رُفض حدثان
    [few] رُفضت { $shown } أحداث
   *[other] رُفض { $shown } حدثًا
  }
events-filtered = لا حدث يجتاز المرشّحات
events-filtered-text = هناك أحداث، لكن لا شيء منها يحقق كل هذه الشروط.
events-none-range = لا أحداث في هذا الوقت
events-none-type = لا أحداث من هذا النوع
events-last-seen = وقع آخرها { $when }.
events-go-there = اذهب إلى هناك
test-open = إرسال حدث تجريبي
test-title = إرسال حدث تجريبي
test-optional = يمكن تركه فارغًا
test-value-hint = يمكن تركها فارغة: فيُحسب الحدث 1
test-payload = المحتوى بصيغة JSON
test-not-json = هذا ليس JSON.
test-send = إرسال الحدث
test-sent = أُرسل «{ $type }»
test-program = الشيء نفسه بواسطة برنامج
test-mend = صحّح المحتوى أو القيمة أولًا.
test-key = BELLWETHER_KEY مفتاح API له النطاق events:write.
