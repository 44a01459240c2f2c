# Words of the usage page.
usage-month-before = الشهر السابق
usage-month-after = الشهر التالي
usage-events = { $count ->
    [one] حدث في هذا الشهر
    [two] حدثان في هذا الشهر
    [few] أحداث في هذا الشهر
   *[other] حدثًا في هذا الشهر
  }
usage-is-free = بلا حد
usage-is-within = ضمن الحد
usage-is-near = استُخدم أكثر من 80 %
usage-is-soft = فوق الحد المرن
usage-is-hard = عند الحد الصارم
usage-projection = بهذه الوتيرة ينتهي الشهر عند { $shown }.
usage-rejected = { $count ->
    [0] لم يُرفض أي حدث.
    [one] رُفض حدث واحد ولا يُحتسب.
    [two] رُفض حدثان ولا يُحتسبان.
   *[other] رُفض { $shown } ولا تُحتسب.
  }
usage-until = تُرفض الأحداث الجديدة حتى { $until } (UTC).
usage-meter = أحداث الشهر
usage-meter-is = { $used } من { $limit }، { $share }
usage-mark-near = 80 %
usage-mark-soft = مرن
usage-mark-hard = صارم
usage-days = حسب اليوم
usage-utc = أيام UTC
usage-stored = محفوظة
usage-refused = مرفوضة
usage-nothing = لا أحداث في هذا الشهر
usage-keys = حسب المفتاح
usage-key = المفتاح
usage-share = النسبة
usage-key-gone = مفتاح لم يعد موجودًا
usage-no-key = أشخاص مسجّلون
usage-plan = الخطة والتخزين
usage-plan-name = الخطة
usage-soft = الحد المرن
usage-hard = الحد الصارم
usage-no-limit = لا يوجد
usage-kept = مدة الحفظ
usage-kept-days = { $count ->
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
   *[other] { $count } يومًا
  }
usage-space = على القرص
usage-plan-text = بعد الحد المرن يصلك تنبيه، وعند الحد الصارم تُرفض الأحداث حتى الشهر التالي. يضبط الحدّين من يدير الخادم.
