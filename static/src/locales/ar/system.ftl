# كلمات صفحة النظام.
system-closed = المالكون وحدهم يرون حال الخادم
system-closed-text = دورك في مساحة العمل هذه يُظهر بياناتها لا الآلة التي تحتها. اسأل أحد المالكين.
system-version = الإصدار { $version }، يعمل منذ { $since }
system-tick = آخر دورة
system-never = أبدًا
system-tick-fine = دورة كل دقيقة
system-tick-late = متأخرة: لا يُقرأ شيء
system-running = مهام جارية
system-running-note = في هذه اللحظة
system-waiting = مهام منتظرة
system-waiting-note = منها { $delayed } لوقت لاحق
system-dead = مهام متوقفة
system-dead-none = لم تتوقف أي مهمة
system-dead-some = توقفت: انظر admin jobs
system-space = المساحة
system-space-good = المكان كافٍ
system-space-warn = توشك أن تمتلئ
system-space-bad = ممتلئة: يُرفض الرفع
system-keep = { $count ->
    [one] تُحفظ الملفات الأصلية يومًا واحدًا بعد قراءتها.
    [two] تُحفظ الملفات الأصلية يومين بعد قراءتها.
   *[other] تُحفظ الملفات الأصلية { $count } يومًا بعد قراءتها.
  }
system-keep-none = تُحذف الملفات الأصلية فور قراءتها.
space-files = ملفات مساحة العمل هذه
space-files-count = { $count ->
    [one] ملف واحد
    [two] ملفان
   *[other] { $shown } ملفات
  }
space-points = نقاط مساحة العمل هذه
space-points-count = { $count ->
    [one] نقطة واحدة
    [two] نقطتان
   *[other] { $shown } نقطة
  }
space-database = بقية قاعدة البيانات
space-other = كل ما عدا ذلك على القرص
space-free = متاح
space-reserved = محجوز
space-reserved-note = يبقى متاحًا لقاعدة البيانات
system-areas = البرامج
system-area-ready = جاهز
system-area-away = غائب
