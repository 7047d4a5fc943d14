<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="th" sourcelanguage="en">
<context>
    <name>MedViewer</name>
    <message>
        <source>&amp;Case</source>
        <translation>เคส(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ไฟล์(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ความช่วยเหลือ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation>การจัดวาง(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Masks</source>
        <translation>มาสก์(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>เครื่องมือ(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>มุมมอง(&amp;V)</translation>
    </message>
    <message>
        <source>, {value} of {value2}</source>
        <translation>, {value} จาก {value2}</translation>
    </message>
    <message>
        <source>1 case</source>
        <translation>1 เคส</translation>
    </message>
    <message>
        <source>1 case waits for a prediction</source>
        <translation>1 เคสรอการทำนายผล</translation>
    </message>
    <message>
        <source>1 case waits for a prediction by {by}</source>
        <translation>1 เคสรอการทำนายผลโดย {by}</translation>
    </message>
    <message>
        <source>1 case was</source>
        <translation>1 เคส</translation>
    </message>
    <message>
        <source>1 de-identified file</source>
        <translation>ไฟล์ไม่ระบุตัวตน 1 ไฟล์</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 ไฟล์</translation>
    </message>
    <message>
        <source>1 lesion outlined</source>
        <translation>วาดขอบรอยโรค 1 แห่ง</translation>
    </message>
    <message>
        <source>1 result</source>
        <translation>1 ผล</translation>
    </message>
    <message>
        <source>A dashed outline is predicted, a solid one was confirmed by a person. Accept, correct or reject; every decision is saved with your name and can be taken back.</source>
        <translation>เส้นประคือผลทำนาย เส้นทึบคือผลที่คนยืนยันแล้ว ยอมรับ แก้ไข หรือปฏิเสธ ทุกการตัดสินใจบันทึกพร้อมชื่อของคุณและย้อนกลับได้</translation>
    </message>
    <message>
        <source>A model may refuse a scan it was not made for, and says why.</source>
        <translation>แบบจำลองอาจไม่รับภาพที่ไม่ได้สร้างมาเพื่อ และจะบอกเหตุผล</translation>
    </message>
    <message>
        <source>A prediction is under way; correct its masks when it is there.</source>
        <translation>กำลังทำนายผล แก้ไขมาสก์เมื่อเสร็จแล้ว</translation>
    </message>
    <message>
        <source>About</source>
        <translation>เกี่ยวกับ</translation>
    </message>
    <message>
        <source>About MedViewer</source>
        <translation>เกี่ยวกับ MedViewer</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>ยอมรับ</translation>
    </message>
    <message>
        <source>Accept the prediction</source>
        <translation>ยอมรับผลการทำนาย</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>ยอมรับแล้ว</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>คำสั่ง</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>คำสั่งและปุ่มลัด</translation>
    </message>
    <message>
        <source>Add only pixels with values in a range</source>
        <translation>เพิ่มเฉพาะพิกเซลที่ค่าอยู่ในช่วง</translation>
    </message>
    <message>
        <source>At least {minimum} characters; unrelated words are best.</source>
        <translation>อย่างน้อย {minimum} ตัวอักษร ควรใช้คำที่ไม่เกี่ยวข้องกัน</translation>
    </message>
    <message>
        <source>Attention U-Net, breast ultrasound (published)</source>
        <translation>Attention U-Net อัลตราซาวด์เต้านม (ตีพิมพ์แล้ว)</translation>
    </message>
    <message>
        <source>Brain MRI, whole tumour</source>
        <translation>MRI สมอง เนื้องอกทั้งก้อน</translation>
    </message>
    <message>
        <source>CNN {number}, chest X-ray (published)</source>
        <translation>CNN {number} เอกซเรย์ทรวงอก (ตีพิมพ์แล้ว)</translation>
    </message>
    <message>
        <source>Liver in CT</source>
        <translation>ตับใน CT</translation>
    </message>
    <message>
        <source>Mask classifier, breast ultrasound (published)</source>
        <translation>ตัวจำแนกจากมาสก์ อัลตราซาวด์เต้านม (ตีพิมพ์แล้ว)</translation>
    </message>
    <message>
        <source>No tumour in this slice</source>
        <translation>ไม่พบเนื้องอกในสไลซ์นี้</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>อีกครั้ง</translation>
    </message>
    <message>
        <source>All slices</source>
        <translation>ทุกสไลซ์</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>มุม</translation>
    </message>
    <message>
        <source>Any diagnosis</source>
        <translation>ทุกการวินิจฉัย</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>ทุกสถานะ</translation>
    </message>
    <message>
        <source>Apple graphics</source>
        <translation>กราฟิก Apple</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>พื้นที่</translation>
    </message>
    <message>
        <source>Area of the mask</source>
        <translation>พื้นที่ของมาสก์</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>ลูกศร</translation>
    </message>
    <message>
        <source>Arrow keys move it, Del deletes it, F2 names it, Esc leaves it.</source>
        <translation>ปุ่มลูกศรเลื่อน Del ลบ F2 ตั้งชื่อ Esc ออก</translation>
    </message>
    <message>
        <source>Arrow keys move it, Del deletes it, F2 names it, Esc or Enter leaves it.</source>
        <translation>ปุ่มลูกศรเลื่อน Del ลบ F2 ตั้งชื่อ Esc หรือ Enter ออก</translation>
    </message>
    <message>
        <source>As large as in the patient, on a calibrated screen</source>
        <translation>เท่ากับในตัวผู้ป่วย บนจอที่ปรับเทียบแล้ว</translation>
    </message>
    <message>
        <source>As last used</source>
        <translation>ตามที่ใช้ล่าสุด</translation>
    </message>
    <message>
        <source>Ask me</source>
        <translation>ถามฉัน</translation>
    </message>
    <message>
        <source>Asking which model fits: {title}</source>
        <translation>กำลังหาแบบจำลองที่ตรงกับภาพ: {title}</translation>
    </message>
    <message>
        <source>At the end of the film</source>
        <translation>เมื่อภาพเคลื่อนไหวจบ</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>อัตโนมัติ</translation>
    </message>
    <message>
        <source>Back to the picture</source>
        <translation>กลับไปที่ภาพ</translation>
    </message>
    <message>
        <source>Back to the picture as it was opened</source>
        <translation>กลับสู่ภาพตอนที่เปิด</translation>
    </message>
    <message>
        <source>Back to the window of the file, or an automatic one</source>
        <translation>กลับไปวินโดว์ของไฟล์ หรืออัตโนมัติ</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>สมดุล</translation>
    </message>
    <message>
        <source>Benign</source>
        <translation>ชนิดไม่ร้าย</translation>
    </message>
    <message>
        <source>Brain MRI, glioma in FLAIR</source>
        <translation>MRI สมอง ไกลโอมาใน FLAIR</translation>
    </message>
    <message>
        <source>Breast ultrasound</source>
        <translation>อัลตราซาวด์เต้านม</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>แปรง</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>ขนาดแปรง</translation>
    </message>
    <message>
        <source>Calibrate</source>
        <translation>ปรับเทียบ</translation>
    </message>
    <message>
        <source>Calibrate screen…</source>
        <translation>ปรับเทียบหน้าจอ…</translation>
    </message>
    <message>
        <source>Calibrate the screen</source>
        <translation>ปรับเทียบหน้าจอ</translation>
    </message>
    <message>
        <source>Calibrated probability</source>
        <translation>ความน่าจะเป็นที่ปรับเทียบแล้ว</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>การปรับเทียบ</translation>
    </message>
    <message>
        <source>Choose a model yourself, or open another file.</source>
        <translation>เลือกแบบจำลองเอง หรือเปิดไฟล์อื่น</translation>
    </message>
    <message>
        <source>Ctrl+left drag on masks</source>
        <translation>Ctrl+ลากปุ่มซ้ายบนมาสก์</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>ดับเบิลคลิก</translation>
    </message>
    <message>
        <source>Keep patient characteristics</source>
        <translation>เก็บลักษณะของผู้ป่วยไว้</translation>
    </message>
    <message>
        <source>Keep what analyses need of a person, without who it is</source>
        <translation>เก็บสิ่งที่การวิเคราะห์ต้องใช้เกี่ยวกับบุคคล โดยไม่ระบุว่าเป็นใคร</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>สูงสุด</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>ค่าเฉลี่ย</translation>
    </message>
    <message>
        <source>Menu of the picture, and of a measurement under the mouse</source>
        <translation>เมนูของภาพ และของการวัดที่อยู่ใต้เมาส์</translation>
    </message>
    <message>
        <source>Min</source>
        <translation>ต่ำสุด</translation>
    </message>
    <message>
        <source>Name it</source>
        <translation>ตั้งชื่อ</translation>
    </message>
    <message>
        <source>Next measurement: arrow keys move it, Del deletes it</source>
        <translation>การวัดถัดไป: ปุ่มลูกศรใช้ย้าย, Del ใช้ลบ</translation>
    </message>
    <message>
        <source>No installed model takes this scan; the panel says why.</source>
        <translation>ไม่มีแบบจำลองที่ติดตั้งรับภาพสแกนนี้ แผงด้านขวาบอกเหตุผล</translation>
    </message>
    <message>
        <source>Not read: no installed model takes this scan</source>
        <translation>ไม่ได้อ่าน: ไม่มีแบบจำลองที่ติดตั้งรับภาพสแกนนี้</translation>
    </message>
    <message>
        <source>One viewport large, or back; on a measurement: its name</source>
        <translation>ขยายหนึ่งช่องภาพหรือกลับคืน; บนการวัด: ตั้งชื่อ</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>คลิกขวา</translation>
    </message>
    <message>
        <source>SD</source>
        <translation>SD</translation>
    </message>
    <message>
        <source>Ten-layer U-Net, bone in CT (published)</source>
        <translation>U-Net สิบชั้น กระดูกใน CT (ตีพิมพ์แล้ว)</translation>
    </message>
    <message>
        <source>Ten-layer U-Net, liver from bone (published)</source>
        <translation>U-Net สิบชั้น ตับจากกระดูก (ตีพิมพ์แล้ว)</translation>
    </message>
    <message>
        <source>Ten-layer U-Net, liver in CT (published)</source>
        <translation>U-Net สิบชั้น ตับใน CT (ตีพิมพ์แล้ว)</translation>
    </message>
    <message>
        <source>U-Net, glioma in FLAIR (published)</source>
        <translation>U-Net ไกลโอมาใน FLAIR (ตีพิมพ์แล้ว)</translation>
    </message>
    <message>
        <source>U-Net, unpadded, breast ultrasound (published)</source>
        <translation>U-Net ไม่เติมขอบ อัลตราซาวด์เต้านม (ตีพิมพ์แล้ว)</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>คำเตือน</translation>
    </message>
    <message>
        <source>Shift+wheel on masks</source>
        <translation>Shift+ล้อเมาส์บนมาสก์</translation>
    </message>
    <message>
        <source>Size of the brush</source>
        <translation>ขนาดของแปรง</translation>
    </message>
    <message>
        <source>Tab on the picture</source>
        <translation>Tab บนภาพ</translation>
    </message>
    <message>
        <source>The only installed model was asked and does not take it.</source>
        <translation>ถามแบบจำลองเดียวที่ติดตั้งแล้ว และไม่รับภาพนี้</translation>
    </message>
    <message>
        <source>The opposite of the tool: erase, or add</source>
        <translation>ตรงข้ามกับเครื่องมือ: ลบ หรือเพิ่ม</translation>
    </message>
    <message>
        <source>Sex, age, height and weight are taken out, too.</source>
        <translation>นำเพศ อายุ ส่วนสูง และน้ำหนักออกด้วย</translation>
    </message>
    <message>
        <source>Sex, age, height, weight, ethnic group, smoking and pregnancy status stay in the files; name, number and date of birth do not.</source>
        <translation>เพศ อายุ ส่วนสูง น้ำหนัก กลุ่มชาติพันธุ์ การสูบบุหรี่ และการตั้งครรภ์ยังอยู่ในไฟล์ แต่ชื่อ หมายเลข และวันเกิดไม่อยู่</translation>
    </message>
    <message>
        <source>Wherever several models may read such a scan; can be changed in the settings</source>
        <translation>เมื่อหลายแบบจำลองอ่านภาพสแกนแบบนี้ได้ เปลี่ยนได้ในการตั้งค่า</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>ยกเลิก</translation>
    </message>
    <message>
        <source>Cancel every case that waits</source>
        <translation>ยกเลิกทุกเคสที่รออยู่</translation>
    </message>
    <message>
        <source>Cancel prediction</source>
        <translation>ยกเลิกการทำนาย</translation>
    </message>
    <message>
        <source>Cancel the work in progress</source>
        <translation>ยกเลิกงานที่กำลังทำอยู่</translation>
    </message>
    <message>
        <source>Cancel the work in progress (Esc)</source>
        <translation>ยกเลิกงานที่กำลังทำอยู่ (Esc)</translation>
    </message>
    <message>
        <source>Cannot tell whether this scan is for it</source>
        <translation>บอกไม่ได้ว่าภาพสแกนนี้เป็นแบบที่อ่านได้หรือไม่</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>เคส</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>เคส</translation>
    </message>
    <message>
        <source>Cases of the queue</source>
        <translation>เคสในคิว</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>การเปลี่ยนแปลง</translation>
    </message>
    <message>
        <source>Change every slice, not only this one</source>
        <translation>เปลี่ยนทุกสไลซ์ ไม่เฉพาะสไลซ์นี้</translation>
    </message>
    <message>
        <source>Change how the masks are drawn</source>
        <translation>เปลี่ยนวิธีวาดมาสก์</translation>
    </message>
    <message>
        <source>Chest X-ray, children</source>
        <translation>เอกซเรย์ทรวงอก เด็ก</translation>
    </message>
    <message>
        <source>Choose a case in the list first.</source>
        <translation>เลือกเคสในรายการก่อน</translation>
    </message>
    <message>
        <source>Choose a folder and write the de-identified copies</source>
        <translation>เลือกโฟลเดอร์และเขียนสำเนาที่ไม่ระบุตัวตน</translation>
    </message>
    <message>
        <source>Chosen automatically among {titles}: {why}.</source>
        <translation>เลือกโดยอัตโนมัติจาก {titles}: {why}</translation>
    </message>
    <message>
        <source>Chosen automatically: {why}.</source>
        <translation>เลือกโดยอัตโนมัติ: {why}</translation>
    </message>
    <message>
        <source>Chosen by the reader among {titles}.</source>
        <translation>ผู้อ่านผลเลือกจาก {titles}</translation>
    </message>
    <message>
        <source>Chosen by the reader, against its refusal.</source>
        <translation>ผู้อ่านผลเลือก แม้แบบจำลองไม่รับ</translation>
    </message>
    <message>
        <source>Not every model can tell whether this scan is for it: {titles}.</source>
        <translation>บางแบบจำลองบอกไม่ได้ว่าภาพสแกนนี้เป็นแบบที่อ่านได้หรือไม่: {titles}</translation>
    </message>
    <message>
        <source>Only where none of them is clearly the right one.</source>
        <translation>เฉพาะเมื่อไม่มีแบบจำลองใดที่ถูกต้องอย่างชัดเจน</translation>
    </message>
    <message>
        <source>Plain pictures</source>
        <translation>ภาพทั่วไป</translation>
    </message>
    <message>
        <source>Predict: the model that fits reads the scan, and where several do you are asked; another can be chosen at the right. The card shows the class, its calibrated probability and the operating point: how sure the model must be before it names the disease, and what that costs, as measured.</source>
        <translation>ทำนายผล: แบบจำลองที่ตรงกับภาพจะอ่านภาพสแกน หากมีหลายแบบจำลอง โปรแกรมจะถาม และเลือกแบบจำลองอื่นได้ทางขวา การ์ดแสดงกลุ่ม ความน่าจะเป็นที่ปรับเทียบแล้ว และจุดทำงาน: แบบจำลองต้องมั่นใจเพียงใดก่อนระบุโรค และมีผลแลกเปลี่ยนอย่างไรตามที่วัดได้</translation>
    </message>
    <message>
        <source>Choose an action, then press its new key below</source>
        <translation>เลือกคำสั่ง แล้วกดปุ่มใหม่ด้านล่าง</translation>
    </message>
    <message>
        <source>Choose what to draw first: D distance, A angle, L region.</source>
        <translation>เลือกสิ่งที่จะวาดก่อน: D ระยะทาง A มุม L บริเวณ</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>ล้าง</translation>
    </message>
    <message>
        <source>Click a day to see its result</source>
        <translation>คลิกวันเพื่อดูผล</translation>
    </message>
    <message>
        <source>Click a hole to fill it</source>
        <translation>คลิกช่องว่างเพื่อเติม</translation>
    </message>
    <message>
        <source>Click a part to delete it</source>
        <translation>คลิกส่วนที่ต้องการลบ</translation>
    </message>
    <message>
        <source>Click a row to see it on the picture</source>
        <translation>คลิกแถวเพื่อดูบนภาพ</translation>
    </message>
    <message>
        <source>Click a row to see the lesion</source>
        <translation>คลิกแถวเพื่อดูรอยโรค</translation>
    </message>
    <message>
        <source>Click corners, close with Enter or a double click; begun with Ctrl it erases</source>
        <translation>คลิกที่มุม ปิดด้วย Enter หรือดับเบิลคลิก เริ่มด้วย Ctrl เพื่อลบ</translation>
    </message>
    <message>
        <source>Click corners, or drag a free stroke, to measure in it</source>
        <translation>คลิกที่มุม หรือลากเส้นอิสระ เพื่อวัดภายใน</translation>
    </message>
    <message>
        <source>Click to see the result</source>
        <translation>คลิกเพื่อดูผล</translation>
    </message>
    <message>
        <source>Click where the note belongs</source>
        <translation>คลิกตำแหน่งของบันทึก</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>ปิด</translation>
    </message>
    <message>
        <source>Close all</source>
        <translation>ปิดทั้งหมด</translation>
    </message>
    <message>
        <source>Close polygon</source>
        <translation>ปิดรูปหลายเหลี่ยม</translation>
    </message>
    <message>
        <source>Close the first steps</source>
        <translation>ปิดการเริ่มต้นใช้งาน</translation>
    </message>
    <message>
        <source>Close the first steps; Help shows them again</source>
        <translation>ปิดการเริ่มต้นใช้งาน เรียกดูได้อีกจากความช่วยเหลือ</translation>
    </message>
    <message>
        <source>Close the polygon; without one: accept</source>
        <translation>ปิดรูปหลายเหลี่ยม หากไม่มีจะเป็นการยอมรับ</translation>
    </message>
    <message>
        <source>Close the report</source>
        <translation>ปิดรายงาน</translation>
    </message>
    <message>
        <source>Close the settings; everything is kept already (Esc)</source>
        <translation>ปิดการตั้งค่า ทุกอย่างเก็บไว้แล้ว (Esc)</translation>
    </message>
    <message>
        <source>Close the store and return to sign-in</source>
        <translation>ปิดคลังข้อมูลและกลับไปหน้าลงชื่อเข้าใช้</translation>
    </message>
    <message>
        <source>Cobb angle</source>
        <translation>มุม Cobb</translation>
    </message>
    <message>
        <source>Colours of the evidence, from none to most</source>
        <translation>สีของหลักฐาน จากไม่มีถึงมากที่สุด</translation>
    </message>
    <message>
        <source>Colours of the window</source>
        <translation>สีของหน้าต่าง</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>คำสั่ง</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>รายการคำสั่ง</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>คำสั่งที่พบ</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>ความเห็น</translation>
    </message>
    <message>
        <source>Comment (optional)</source>
        <translation>ความเห็น (ไม่บังคับ)</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>เปรียบเทียบ</translation>
    </message>
    <message>
        <source>Compare with earlier study</source>
        <translation>เปรียบเทียบกับการตรวจก่อนหน้า</translation>
    </message>
    <message>
        <source>Compare with the reference mask side by side</source>
        <translation>เปรียบเทียบกับมาสก์อ้างอิงแบบเคียงข้าง</translation>
    </message>
    <message>
        <source>Comparison with the reference mask</source>
        <translation>การเปรียบเทียบกับมาสก์อ้างอิง</translation>
    </message>
    <message>
        <source>Conf.</source>
        <translation>มั่นใจ</translation>
    </message>
    <message>
        <source>Confidence: mean probability of the pixels in the mask</source>
        <translation>ความมั่นใจ: ความน่าจะเป็นเฉลี่ยของพิกเซลในมาสก์</translation>
    </message>
    <message>
        <source>Contrast and brightness, or the chosen tool</source>
        <translation>ความต่างระดับสีและความสว่าง หรือเครื่องมือที่เลือก</translation>
    </message>
    <message>
        <source>Copy all values as text (Ctrl+C)</source>
        <translation>คัดลอกค่าทั้งหมดเป็นข้อความ (Ctrl+C)</translation>
    </message>
    <message>
        <source>Copy measurements</source>
        <translation>คัดลอกการวัด</translation>
    </message>
    <message>
        <source>Copy provenance</source>
        <translation>คัดลอกที่มา</translation>
    </message>
    <message>
        <source>Copy the provenance as text</source>
        <translation>คัดลอกที่มาเป็นข้อความ</translation>
    </message>
    <message>
        <source>Copy the versions, for a question to whoever looks after it</source>
        <translation>คัดลอกรุ่น เพื่อสอบถามผู้ดูแลระบบ</translation>
    </message>
    <message>
        <source>Copy this outline to the next slice</source>
        <translation>คัดลอกเส้นขอบนี้ไปสไลซ์ถัดไป</translation>
    </message>
    <message>
        <source>Copy to next slice</source>
        <translation>คัดลอกไปสไลซ์ถัดไป</translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation>คัดลอกรุ่น</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>แก้ไข</translation>
    </message>
    <message>
        <source>Correct the masks by hand</source>
        <translation>แก้ไขมาสก์ด้วยมือ</translation>
    </message>
    <message>
        <source>Correct the masks</source>
        <translation>แก้ไขมาสก์</translation>
    </message>
    <message>
        <source>Link by the slices shown</source>
        <translation>เชื่อมตามภาพตัดที่แสดง</translation>
    </message>
    <message>
        <source>Link scans of different frames of reference by the slices shown now, or no more</source>
        <translation>เชื่อมภาพที่มีกรอบอ้างอิงต่างกันตามภาพตัดที่แสดงอยู่ หรือเลิกเชื่อม</translation>
    </message>
    <message>
        <source>Linked by the slices shown now, until done again.</source>
        <translation>เชื่อมตามภาพตัดที่แสดงอยู่แล้ว จนกว่าจะสั่งอีกครั้ง</translation>
    </message>
    <message>
        <source>No longer linked by hand.</source>
        <translation>ไม่ได้เชื่อมด้วยมืออีกต่อไป</translation>
    </message>
    <message>
        <source>Nothing to link by hand: it needs two scans of different frames of reference beside each other, cut in about the same direction.</source>
        <translation>ไม่มีอะไรให้เชื่อมด้วยมือ ต้องมีภาพสองชุดที่กรอบอ้างอิงต่างกันอยู่ข้างกัน และตัดในทิศทางใกล้เคียงกัน</translation>
    </message>
    <message>
        <source>A diagnosis is named in printable characters, on one line.</source>
        <translation>การวินิจฉัยต้องเป็นอักขระที่พิมพ์ได้ ในบรรทัดเดียว</translation>
    </message>
    <message>
        <source>Another diagnosis</source>
        <translation>การวินิจฉัยอื่น</translation>
    </message>
    <message>
        <source>Another diagnosis, then Enter</source>
        <translation>การวินิจฉัยอื่น แล้วกด Enter</translation>
    </message>
    <message>
        <source>Any diagnosis in words; those used before are offered</source>
        <translation>การวินิจฉัยใดก็ได้เป็นคำ มีคำที่เคยใช้ให้เลือก</translation>
    </message>
    <message>
        <source>Click, or press the number; Esc leaves it as it is</source>
        <translation>คลิกหรือกดตัวเลข กด Esc เพื่อคงไว้ตามเดิม</translation>
    </message>
    <message>
        <source>Correct diagnosis</source>
        <translation>แก้ไขการวินิจฉัย</translation>
    </message>
    <message>
        <source>Correct the diagnosis</source>
        <translation>แก้ไขการวินิจฉัย</translation>
    </message>
    <message>
        <source>Diagnoses of this model</source>
        <translation>การวินิจฉัยของโมเดลนี้</translation>
    </message>
    <message>
        <source>Name another diagnosis than the model's</source>
        <translation>ระบุการวินิจฉัยอื่นนอกจากของโมเดล</translation>
    </message>
    <message>
        <source>abdomen</source>
        <translation>ช่องท้อง</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>อัตโนมัติ</translation>
    </message>
    <message>
        <source>bone</source>
        <translation>กระดูก</translation>
    </message>
    <message>
        <source>brain</source>
        <translation>สมอง</translation>
    </message>
    <message>
        <source>bright half</source>
        <translation>ครึ่งสว่าง</translation>
    </message>
    <message>
        <source>dark half</source>
        <translation>ครึ่งมืด</translation>
    </message>
    <message>
        <source>file</source>
        <translation>ไฟล์</translation>
    </message>
    <message>
        <source>axial reformat</source>
        <translation>ภาพสร้างใหม่ระนาบแอกเซียล</translation>
    </message>
    <message>
        <source>coronal reformat</source>
        <translation>ภาพสร้างใหม่ระนาบโคโรนัล</translation>
    </message>
    <message>
        <source>inverted</source>
        <translation>กลับสี</translation>
    </message>
    <message>
        <source>linked</source>
        <translation>เชื่อมแล้ว</translation>
    </message>
    <message>
        <source>linked by hand</source>
        <translation>เชื่อมด้วยมือ</translation>
    </message>
    <message>
        <source>liver</source>
        <translation>ตับ</translation>
    </message>
    <message>
        <source>luminance</source>
        <translation>ความสว่าง</translation>
    </message>
    <message>
        <source>lung</source>
        <translation>ปอด</translation>
    </message>
    <message>
        <source>mediastinum</source>
        <translation>เมดิแอสตินัม</translation>
    </message>
    <message>
        <source>middle {percent} %</source>
        <translation>ช่วงกลาง {percent} %</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>oblique axial reformat</source>
        <translation>ภาพสร้างใหม่ระนาบแอกเซียลแบบเฉียง</translation>
    </message>
    <message>
        <source>oblique coronal reformat</source>
        <translation>ภาพสร้างใหม่ระนาบโคโรนัลแบบเฉียง</translation>
    </message>
    <message>
        <source>oblique sagittal reformat</source>
        <translation>ภาพสร้างใหม่ระนาบแซจิทัลแบบเฉียง</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>พิกเซล</translation>
    </message>
    <message>
        <source>stroke</source>
        <translation>โรคหลอดเลือดสมอง</translation>
    </message>
    <message>
        <source>sagittal reformat</source>
        <translation>ภาพสร้างใหม่ระนาบแซจิทัล</translation>
    </message>
    <message>
        <source>the model, {probability}</source>
        <translation>โมเดล {probability}</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>แก้ไขแล้ว</translation>
    </message>
    <message>
        <source>Ctrl+wheel</source>
        <translation>Ctrl+ล้อเมาส์</translation>
    </message>
    <message>
        <source>Cut the volume axially, sagittally and coronally</source>
        <translation>ตัดปริมาตรในระนาบแอกเซียล แซจิทัล และโคโรนัล</translation>
    </message>
    <message>
        <source>DEMO</source>
        <translation>สาธิต</translation>
    </message>
    <message>
        <source>DEMO: simulated patients, nothing here is about a person</source>
        <translation>สาธิต: ผู้ป่วยจำลอง ไม่มีสิ่งใดเกี่ยวกับบุคคลจริง</translation>
    </message>
    <message>
        <source>DICOM segmentation (*{SEG_ENDING});;NIfTI, a file a segment (*{NIFTI_ENDING})</source>
        <translation>การแบ่งส่วน DICOM (*{SEG_ENDING});;NIfTI หนึ่งไฟล์ต่อส่วน (*{NIFTI_ENDING})</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>มืด</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>วันที่</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>วัน</translation>
    </message>
    <message>
        <source>De-identified copies go to</source>
        <translation>สำเนาที่ไม่ระบุตัวตนเก็บไว้ที่</translation>
    </message>
    <message>
        <source>De-identified export</source>
        <translation>ส่งออกแบบไม่ระบุตัวตน</translation>
    </message>
    <message>
        <source>De-identified export of {count}: names, numbers and true dates are taken out. {words}</source>
        <translation>ส่งออกแบบไม่ระบุตัวตน {count}: นำชื่อ หมายเลข และวันที่จริงออก {words}</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>การตัดสินใจ</translation>
    </message>
    <message>
        <source>Decision taken back</source>
        <translation>ย้อนการตัดสินใจแล้ว</translation>
    </message>
    <message>
        <source>Delete all but the largest part</source>
        <translation>ลบทั้งหมดยกเว้นส่วนใหญ่ที่สุด</translation>
    </message>
    <message>
        <source>Delete measurement</source>
        <translation>ลบการวัด</translation>
    </message>
    <message>
        <source>Delete part</source>
        <translation>ลบส่วน</translation>
    </message>
    <message>
        <source>Delete the chosen one (Del)</source>
        <translation>ลบรายการที่เลือก (Del)</translation>
    </message>
    <message>
        <source>Delete {value}</source>
        <translation>ลบ {value}</translation>
    </message>
    <message>
        <source>Demo patients.</source>
        <translation>ผู้ป่วยสาธิต</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>อุปกรณ์</translation>
    </message>
    <message>
        <source>Devices found</source>
        <translation>อุปกรณ์ที่พบ</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>การวินิจฉัย</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>ทิ้ง</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>การแสดงผล</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>ระยะทาง</translation>
    </message>
    <message>
        <source>Distance by which to grow and shrink</source>
        <translation>ระยะที่ขยายและหด</translation>
    </message>
    <message>
        <source>Do the step again that was taken back</source>
        <translation>ทำขั้นตอนที่ย้อนกลับไปอีกครั้ง</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>เสร็จ</translation>
    </message>
    <message>
        <source>Drag a case from the list here, or click here and choose one</source>
        <translation>ลากเคสจากรายการมาที่นี่ หรือคลิกที่นี่แล้วเลือก</translation>
    </message>
    <message>
        <source>Drag a rectangle to measure in it</source>
        <translation>ลากสี่เหลี่ยมเพื่อวัดภายใน</translation>
    </message>
    <message>
        <source>Drag an arrow, to its tip</source>
        <translation>ลากลูกศรไปที่ปลาย</translation>
    </message>
    <message>
        <source>Drag an ellipse to measure in it</source>
        <translation>ลากวงรีเพื่อวัดภายใน</translation>
    </message>
    <message>
        <source>Drag one arm, click the end of the other</source>
        <translation>ลากแขนข้างหนึ่ง คลิกปลายของอีกข้าง</translation>
    </message>
    <message>
        <source>Drag the edge, or press Left and Right (Shift: larger steps)</source>
        <translation>ลากขอบ หรือกดซ้ายขวา (Shift: ก้าวใหญ่ขึ้น)</translation>
    </message>
    <message>
        <source>Drag to add; with Ctrl to erase</source>
        <translation>ลากเพื่อเพิ่ม กด Ctrl เพื่อลบ</translation>
    </message>
    <message>
        <source>Drag to change contrast and brightness</source>
        <translation>ลากเพื่อปรับความต่างระดับสีและความสว่าง</translation>
    </message>
    <message>
        <source>Drag to change contrast and brightness; the wheel goes through slices, with Ctrl it zooms. The middle button moves the picture.</source>
        <translation>ลากเพื่อปรับความต่างระดับสีและความสว่าง ล้อเมาส์เลื่อนสไลซ์ กด Ctrl ค้างเพื่อซูม ปุ่มกลางเลื่อนภาพ</translation>
    </message>
    <message>
        <source>Drag to erase; with Ctrl to add</source>
        <translation>ลากเพื่อลบ กด Ctrl เพื่อเพิ่ม</translation>
    </message>
    <message>
        <source>Drag to measure a distance</source>
        <translation>ลากเพื่อวัดระยะทาง</translation>
    </message>
    <message>
        <source>Drag to move the picture</source>
        <translation>ลากเพื่อเลื่อนภาพ</translation>
    </message>
    <message>
        <source>Drag two lines to measure their angle</source>
        <translation>ลากสองเส้นเพื่อวัดมุม</translation>
    </message>
    <message>
        <source>Drag up or down to zoom</source>
        <translation>ลากขึ้นหรือลงเพื่อซูม</translation>
    </message>
    <message>
        <source>Draw on two slices with others between them, then interpolate.</source>
        <translation>วาดบนสองสไลซ์ที่มีสไลซ์อื่นคั่น แล้วเติมระหว่างสไลซ์</translation>
    </message>
    <message>
        <source>Draw smooth between pixels, or the pixels as they are</source>
        <translation>วาดเรียบระหว่างพิกเซล หรือแสดงพิกเซลตามจริง</translation>
    </message>
    <message>
        <source>Draw with the keys</source>
        <translation>วาดด้วยปุ่ม</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>สิ่งที่วาด</translation>
    </message>
    <message>
        <source>Drawn in the scan's files</source>
        <translation>สิ่งที่วาดไว้ในไฟล์ภาพสแกน</translation>
    </message>
    <message>
        <source>Drop files or a folder anywhere in this window.</source>
        <translation>ลากไฟล์หรือโฟลเดอร์มาวางที่ใดก็ได้ในหน้าต่างนี้</translation>
    </message>
    <message>
        <source>Drop files or a folder on the window, or use the File menu. The first scan shows while the rest is still being found.</source>
        <translation>ลากไฟล์หรือโฟลเดอร์มาวางบนหน้าต่าง หรือใช้เมนูไฟล์ ภาพแรกจะแสดงระหว่างที่กำลังค้นหาภาพที่เหลือ</translation>
    </message>
    <message>
        <source>Drop scans here or press Ctrl+O</source>
        <translation>ลากภาพสแกนมาวางที่นี่ หรือกด Ctrl+O</translation>
    </message>
    <message>
        <source>Earlier results of this patient</source>
        <translation>ผลก่อนหน้าของผู้ป่วยรายนี้</translation>
    </message>
    <message>
        <source>Edge band</source>
        <translation>แถบขอบ</translation>
    </message>
    <message>
        <source>Edge band (25 % to 75 %)</source>
        <translation>แถบขอบ (25 % ถึง 75 %)</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>แก้ไข</translation>
    </message>
    <message>
        <source>Edit masks</source>
        <translation>แก้ไขมาสก์</translation>
    </message>
    <message>
        <source>Edit the next outline</source>
        <translation>แก้ไขเส้นขอบถัดไป</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>วงรี</translation>
    </message>
    <message>
        <source>Ellipse, rectangle or outline to measure in</source>
        <translation>วงรี สี่เหลี่ยม หรือเส้นขอบเพื่อวัดภายใน</translation>
    </message>
    <message>
        <source>End editing</source>
        <translation>จบการแก้ไข</translation>
    </message>
    <message>
        <source>End editing; everything is saved already ({value})</source>
        <translation>จบการแก้ไข ทุกอย่างบันทึกแล้ว ({value})</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>เครื่องประมวลผล</translation>
    </message>
    <message>
        <source>Enter does the chosen command</source>
        <translation>Enter เพื่อทำคำสั่งที่เลือก</translation>
    </message>
    <message>
        <source>Enter keeps the note, Esc leaves it as it was</source>
        <translation>Enter เพื่อเก็บบันทึก Esc เพื่อคงเดิม</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>ยางลบ</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>ข้อผิดพลาด</translation>
    </message>
    <message>
        <source>Every key can be changed in the settings, and so can the theme, the size of text and the language.</source>
        <translation>เปลี่ยนปุ่มลัดทุกปุ่มได้ในการตั้งค่า รวมถึงธีม ขนาดตัวอักษร และภาษา</translation>
    </message>
    <message>
        <source>Every key, to search and to print</source>
        <translation>ปุ่มลัดทั้งหมด ค้นหาและพิมพ์ได้</translation>
    </message>
    <message>
        <source>Everything is still open behind this page.</source>
        <translation>ทุกอย่างยังเปิดอยู่หลังหน้านี้</translation>
    </message>
    <message>
        <source>Everything on this page as MedViewer comes; can be undone</source>
        <translation>คืนทุกอย่างในหน้านี้เป็นค่าเริ่มต้นของ MedViewer ย้อนกลับได้</translation>
    </message>
    <message>
        <source>Everything the window can do, by name</source>
        <translation>ทุกสิ่งที่หน้าต่างทำได้ เรียกด้วยชื่อ</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>หลักฐาน</translation>
    </message>
    <message>
        <source>Export de-identified…</source>
        <translation>ส่งออกแบบไม่ระบุตัวตน…</translation>
    </message>
    <message>
        <source>Export masks</source>
        <translation>ส่งออกมาสก์</translation>
    </message>
    <message>
        <source>Export masks…</source>
        <translation>ส่งออกมาสก์…</translation>
    </message>
    <message>
        <source>Export nothing</source>
        <translation>ไม่ส่งออก</translation>
    </message>
    <message>
        <source>Export report</source>
        <translation>ส่งออกรายงาน</translation>
    </message>
    <message>
        <source>Export report…</source>
        <translation>ส่งออกรายงาน…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>ส่งออก…</translation>
    </message>
    <message>
        <source>FLAIR abnormality</source>
        <translation>ความผิดปกติใน FLAIR</translation>
    </message>
    <message>
        <source>Fair. One or two more words would make it strong.</source>
        <translation>พอใช้ เพิ่มอีกหนึ่งหรือสองคำจะแข็งแรง</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>สีเติม</translation>
    </message>
    <message>
        <source>Fill every enclosed hole</source>
        <translation>เติมช่องว่างที่ปิดล้อมทั้งหมด</translation>
    </message>
    <message>
        <source>Fill holes</source>
        <translation>เติมช่องว่าง</translation>
    </message>
    <message>
        <source>Fill the slices between those that were drawn on</source>
        <translation>เติมสไลซ์ที่อยู่ระหว่างสไลซ์ที่วาดไว้</translation>
    </message>
    <message>
        <source>Fill works inside an outline: this spot is not enclosed by one.</source>
        <translation>การเติมใช้ได้ภายในเส้นขอบ จุดนี้ไม่ได้ถูกล้อม</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>ตัวกรอง</translation>
    </message>
    <message>
        <source>Filter {words}, press to take it off</source>
        <translation>ตัวกรอง {words} กดเพื่อเอาออก</translation>
    </message>
    <message>
        <source>Find your way</source>
        <translation>ค้นหาสิ่งที่ต้องการ</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>สิ่งที่ตรวจพบ</translation>
    </message>
    <message>
        <source>First frame</source>
        <translation>เฟรมแรก</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>เริ่มต้นใช้งาน</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>พอดีหน้าต่าง</translation>
    </message>
    <message>
        <source>Fit the picture into the window</source>
        <translation>ปรับภาพให้พอดีหน้าต่าง</translation>
    </message>
    <message>
        <source>Flip left to right</source>
        <translation>กลับซ้ายขวา</translation>
    </message>
    <message>
        <source>Flip top to bottom</source>
        <translation>กลับบนล่าง</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>โฟลเดอร์</translation>
    </message>
    <message>
        <source>Forget them; nothing else is lost</source>
        <translation>ลืมเคสเหล่านั้น ไม่มีสิ่งอื่นสูญหาย</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>พบ</translation>
    </message>
    <message>
        <source>Four scans</source>
        <translation>สี่ภาพ</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>เฟรม</translation>
    </message>
    <message>
        <source>Frame number</source>
        <translation>หมายเลขเฟรม</translation>
    </message>
    <message>
        <source>Frame or slice</source>
        <translation>เฟรมหรือสไลซ์</translation>
    </message>
    <message>
        <source>Frame or slice (wheel, Up, Down, Home, End)</source>
        <translation>เฟรมหรือสไลซ์ (ล้อเมาส์ ขึ้น ลง Home End)</translation>
    </message>
    <message>
        <source>Frames per second</source>
        <translation>เฟรมต่อวินาที</translation>
    </message>
    <message>
        <source>Frames per second of the film</source>
        <translation>เฟรมต่อวินาทีของภาพเคลื่อนไหว</translation>
    </message>
    <message>
        <source>From</source>
        <translation>จาก</translation>
    </message>
    <message>
        <source>From {first}</source>
        <translation>ตั้งแต่ {first}</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>เต็มหน้าจอ</translation>
    </message>
    <message>
        <source>Give the active viewport all the room, or back</source>
        <translation>ให้ช่องภาพที่ใช้อยู่เต็มพื้นที่ หรือกลับ</translation>
    </message>
    <message>
        <source>Give the key to this action; the other one loses it</source>
        <translation>ให้ปุ่มแก่คำสั่งนี้ คำสั่งอื่นจะเสียปุ่มไป</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>ทำต่อ</translation>
    </message>
    <message>
        <source>Go on with the queue</source>
        <translation>ทำคิวต่อ</translation>
    </message>
    <message>
        <source>Go to the case before</source>
        <translation>ไปเคสก่อนหน้า</translation>
    </message>
    <message>
        <source>Go to the next case</source>
        <translation>ไปเคสถัดไป</translation>
    </message>
    <message>
        <source>Graphics card (CUDA)</source>
        <translation>การ์ดจอ (CUDA)</translation>
    </message>
    <message>
        <source>Greek and Thai have not been checked by a clinician who speaks them. Numbers are written the same in every language.</source>
        <translation>ภาษากรีกและภาษาไทยยังไม่ได้รับการตรวจสอบโดยแพทย์ผู้ใช้ภาษานั้น ตัวเลขเขียนเหมือนกันทุกภาษา</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>ขยาย</translation>
    </message>
    <message>
        <source>Have the next case ready while this one is read</source>
        <translation>เตรียมเคสถัดไปให้พร้อมระหว่างอ่านเคสนี้</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ความช่วยเหลือ</translation>
    </message>
    <message>
        <source>Hidden while patients are hidden: a report may name the patient.</source>
        <translation>ซ่อนไว้ขณะซ่อนผู้ป่วย: รายงานอาจระบุชื่อผู้ป่วย</translation>
    </message>
    <message>
        <source>Hide everything until the passphrase is given again</source>
        <translation>ซ่อนทุกอย่างจนกว่าจะใส่วลีรหัสผ่านอีกครั้ง</translation>
    </message>
    <message>
        <source>Hide patient</source>
        <translation>ซ่อนผู้ป่วย</translation>
    </message>
    <message>
        <source>Hide patient hides names on the screen, in pictures and in reports. Lock hides everything until you give your passphrase again; nothing that is open is lost.</source>
        <translation>ซ่อนผู้ป่วยจะซ่อนชื่อบนหน้าจอ ในภาพ และในรายงาน ล็อกจะซ่อนทุกอย่างจนกว่าคุณจะใส่วลีรหัสผ่านอีกครั้ง สิ่งที่เปิดอยู่ไม่สูญหาย</translation>
    </message>
    <message>
        <source>Hide patient names on the screen</source>
        <translation>ซ่อนชื่อผู้ป่วยบนหน้าจอ</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>ความต่างระดับสีสูง</translation>
    </message>
    <message>
        <source>Highest value that is taken</source>
        <translation>ค่าสูงสุดที่ใช้</translation>
    </message>
    <message>
        <source>History of this patient</source>
        <translation>ประวัติของผู้ป่วยรายนี้</translation>
    </message>
    <message>
        <source>Hold a bank card against the screen and drag the right edge of the drawn card until both are as long. Then pictures can be shown in their true size on this screen.</source>
        <translation>ทาบบัตรธนาคารกับหน้าจอ แล้วลากขอบขวาของบัตรที่วาดจนยาวเท่ากัน จากนั้นจะแสดงภาพขนาดจริงบนหน้าจอนี้ได้</translation>
    </message>
    <message>
        <source>How many processor threads a prediction may use</source>
        <translation>จำนวนเธรดที่การทำนายใช้ได้</translation>
    </message>
    <message>
        <source>How many scans are shown side by side</source>
        <translation>จำนวนภาพสแกนที่แสดงเคียงกัน</translation>
    </message>
    <message>
        <source>How masks are drawn when a scan is opened</source>
        <translation>วิธีวาดมาสก์เมื่อเปิดภาพสแกน</translation>
    </message>
    <message>
        <source>How strongly masks are filled</source>
        <translation>ความเข้มของสีเติมมาสก์</translation>
    </message>
    <message>
        <source>How sure the model must be before it names the disease</source>
        <translation>แบบจำลองต้องมั่นใจเพียงใดก่อนระบุโรค</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>ภาพ</translation>
    </message>
    <message>
        <source>Interpolate</source>
        <translation>เติมระหว่างสไลซ์</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>กลับสี</translation>
    </message>
    <message>
        <source>It is not a medical device and not for diagnostic use: a physician reads the pictures.</source>
        <translation>ไม่ใช่เครื่องมือแพทย์และไม่ใช้เพื่อการวินิจฉัย: แพทย์เป็นผู้อ่านภาพ</translation>
    </message>
    <message>
        <source>It opens medical scans, outlines lesions, names a diagnosis with a probability, and keeps what you decide in an encrypted store on this computer.</source>
        <translation>เปิดภาพสแกนทางการแพทย์ วาดขอบรอยโรค ระบุการวินิจฉัยพร้อมความน่าจะเป็น และเก็บการตัดสินใจของคุณในคลังข้อมูลเข้ารหัสบนคอมพิวเตอร์เครื่องนี้</translation>
    </message>
    <message>
        <source>Keep largest part</source>
        <translation>เก็บส่วนใหญ่ที่สุด</translation>
    </message>
    <message>
        <source>Keep the old key too</source>
        <translation>เก็บปุ่มเดิมไว้ด้วย</translation>
    </message>
    <message>
        <source>Kept in the store</source>
        <translation>เก็บไว้ในคลังแล้ว</translation>
    </message>
    <message>
        <source>Kept with the decision and printed in the report</source>
        <translation>เก็บไว้พร้อมการตัดสินใจและพิมพ์ในรายงาน</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>ปุ่มลัด</translation>
    </message>
    <message>
        <source>Keys of MedViewer</source>
        <translation>ปุ่มลัดของ MedViewer</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>ป้าย</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>ภาษา</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>แปรงใหญ่ขึ้น</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>เฟรมสุดท้าย</translation>
    </message>
    <message>
        <source>Last {days} days</source>
        <translation>{days} วันล่าสุด</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>การจัดวาง</translation>
    </message>
    <message>
        <source>Left drag</source>
        <translation>ลากปุ่มซ้าย</translation>
    </message>
    <message>
        <source>Length of the card on the screen</source>
        <translation>ความยาวของบัตรบนหน้าจอ</translation>
    </message>
    <message>
        <source>Lesion</source>
        <translation>รอยโรค</translation>
    </message>
    <message>
        <source>Less fill</source>
        <translation>สีเติมจางลง</translation>
    </message>
    <message>
        <source>Letter on the picture</source>
        <translation>ตัวอักษรบนภาพ</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>สว่าง</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>ธีมสว่าง</translation>
    </message>
    <message>
        <source>Link viewports</source>
        <translation>เชื่อมช่องภาพ</translation>
    </message>
    <message>
        <source>List of cases</source>
        <translation>รายการเคส</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>ล็อก</translation>
    </message>
    <message>
        <source>Lock after</source>
        <translation>ล็อกหลังจาก</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>ล็อกอยู่</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>ยาวสุด</translation>
    </message>
    <message>
        <source>Longest diameter over time; lines join days that can be compared</source>
        <translation>เส้นผ่านศูนย์กลางยาวสุดตามเวลา เส้นเชื่อมวันที่เปรียบเทียบกันได้</translation>
    </message>
    <message>
        <source>Longest diameter, and the longest perpendicular to it</source>
        <translation>เส้นผ่านศูนย์กลางยาวสุด และเส้นตั้งฉากที่ยาวสุด</translation>
    </message>
    <message>
        <source>Longest × perp.</source>
        <translation>ยาวสุด × ตั้งฉาก</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>ดูภาพ</translation>
    </message>
    <message>
        <source>Looking for devices…</source>
        <translation>กำลังค้นหาอุปกรณ์…</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>กำลังค้นหา…</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>วนซ้ำ</translation>
    </message>
    <message>
        <source>Lowest value that is taken</source>
        <translation>ค่าต่ำสุดที่ใช้</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>ทำเมื่อ</translation>
    </message>
    <message>
        <source>Create account</source>
        <translation>สร้างบัญชี</translation>
    </message>
    <message>
        <source>Make the brush larger</source>
        <translation>ทำให้แปรงใหญ่ขึ้น</translation>
    </message>
    <message>
        <source>Make the brush smaller</source>
        <translation>ทำให้แปรงเล็กลง</translation>
    </message>
    <message>
        <source>Make the edge rounder</source>
        <translation>ทำให้ขอบมนขึ้น</translation>
    </message>
    <message>
        <source>Make the mask fill fainter</source>
        <translation>ทำให้สีเติมของมาสก์จางลง</translation>
    </message>
    <message>
        <source>Make the mask fill stronger</source>
        <translation>ทำให้สีเติมของมาสก์เข้มขึ้น</translation>
    </message>
    <message>
        <source>Make the next viewport the active one</source>
        <translation>ใช้งานช่องภาพถัดไป</translation>
    </message>
    <message>
        <source>Malignant</source>
        <translation>ชนิดร้าย</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>มาสก์</translation>
    </message>
    <message>
        <source>Mask fill</source>
        <translation>สีเติมมาสก์</translation>
    </message>
    <message>
        <source>Mask style</source>
        <translation>รูปแบบมาสก์</translation>
    </message>
    <message>
        <source>Masks are being edited beside: end that first ({key}).</source>
        <translation>กำลังแก้ไขมาสก์อยู่ในช่องข้าง ๆ โปรดจบการแก้ไขก่อน ({key})</translation>
    </message>
    <message>
        <source>Masks corrected by {account}</source>
        <translation>มาสก์แก้ไขโดย {account}</translation>
    </message>
    <message>
        <source>Masks written to {value}{more}.</source>
        <translation>เขียนมาสก์ไว้ที่ {value}{more}</translation>
    </message>
    <message>
        <source>Maximise viewport</source>
        <translation>ขยายช่องภาพ</translation>
    </message>
    <message>
        <source>Measure the screen with a bank card, for the true size</source>
        <translation>วัดหน้าจอด้วยบัตรธนาคาร เพื่อขนาดจริง</translation>
    </message>
    <message>
        <source>Measured (n = {count}): {measured}.</source>
        <translation>วัดแล้ว (n = {count}): {measured}</translation>
    </message>
    <message>
        <source>Measured on {on} (n = {count}): {measured}.</source>
        <translation>วัดจาก {on} (n = {count}): {measured}</translation>
    </message>
    <message>
        <source>Measured on {on}: {measured}.</source>
        <translation>วัดจาก {on}: {measured}</translation>
    </message>
    <message>
        <source>Measured: {measured}.</source>
        <translation>วัดแล้ว: {measured}</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>การวัด</translation>
    </message>
    <message>
        <source>MedViewer did not end in order last time; everything up to the last finished step ({title}, {value}) is here.</source>
        <translation>ครั้งก่อน MedViewer ไม่ได้ปิดตามปกติ ทุกอย่างจนถึงขั้นตอนสุดท้ายที่เสร็จ ({title}, {value}) ยังอยู่</translation>
    </message>
    <message>
        <source>MedViewer help</source>
        <translation>ความช่วยเหลือของ MedViewer</translation>
    </message>
    <message>
        <source>MedViewer is free software under the Apache License 2.0.</source>
        <translation>MedViewer เป็นซอฟต์แวร์เสรีภายใต้สัญญาอนุญาต Apache 2.0</translation>
    </message>
    <message>
        <source>MedViewer is not a medical device; a physician reads the pictures.</source>
        <translation>MedViewer ไม่ใช่เครื่องมือแพทย์ แพทย์เป็นผู้อ่านภาพ</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>ข้อความ</translation>
    </message>
    <message>
        <source>Middle drag, Shift+left drag</source>
        <translation>ลากปุ่มกลาง, Shift+ลากปุ่มซ้าย</translation>
    </message>
    <message>
        <source>Minutes without use until the window asks for the passphrase again</source>
        <translation>จำนวนนาทีที่ไม่ใช้งานก่อนถามวลีรหัสผ่านอีกครั้ง</translation>
    </message>
    <message>
        <source>Mirror the picture left to right</source>
        <translation>กลับภาพจากซ้ายไปขวา</translation>
    </message>
    <message>
        <source>Mirror the picture top to bottom</source>
        <translation>กลับภาพจากบนลงล่าง</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>แบบจำลอง</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>แบบจำลอง</translation>
    </message>
    <message>
        <source>More</source>
        <translation>เพิ่มเติม</translation>
    </message>
    <message>
        <source>More fill</source>
        <translation>สีเติมเข้มขึ้น</translation>
    </message>
    <message>
        <source>More tools</source>
        <translation>เครื่องมือเพิ่มเติม</translation>
    </message>
    <message>
        <source>More tools: those there is no room for</source>
        <translation>เครื่องมือเพิ่มเติมที่ไม่มีที่พอแสดง</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>เมาส์</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>เลื่อน</translation>
    </message>
    <message>
        <source>Move the edge inwards by the distance</source>
        <translation>เลื่อนขอบเข้าตามระยะ</translation>
    </message>
    <message>
        <source>Move the edge outwards by the distance</source>
        <translation>เลื่อนขอบออกตามระยะ</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>เลื่อนภาพ</translation>
    </message>
    <message>
        <source>NOT FOR DIAGNOSTIC USE</source>
        <translation>ห้ามใช้เพื่อการวินิจฉัย</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>ชื่อ</translation>
    </message>
    <message>
        <source>Names and identifiers are hidden each time MedViewer starts</source>
        <translation>ซ่อนชื่อและรหัสทุกครั้งที่เริ่ม MedViewer</translation>
    </message>
    <message>
        <source>Names may be burnt into this picture and the file does not say where. Look at every frame; export only if there are none.</source>
        <translation>อาจมีชื่อฝังอยู่ในภาพและไฟล์ไม่บอกตำแหน่ง ดูทุกเฟรม ส่งออกเฉพาะเมื่อไม่มีชื่อ</translation>
    </message>
    <message>
        <source>Names the most probable class; its figures are those of {label}.</source>
        <translation>ระบุกลุ่มที่เป็นไปได้มากที่สุด ตัวเลขเป็นของ{label}</translation>
    </message>
    <message>
        <source>Names the most probable class; its figures are those of {label}. {cost}</source>
        <translation>ระบุกลุ่มที่เป็นไปได้มากที่สุด ตัวเลขเป็นของ{label} {cost}</translation>
    </message>
    <message>
        <source>Names {label} early, to find at least {value} % of them, at the price of more false alarms.</source>
        <translation>ระบุ{label}ตั้งแต่เนิ่น เพื่อพบอย่างน้อย {value} % แลกกับการเตือนผิดที่มากขึ้น</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>ไม่ล็อก</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>ปุ่มใหม่</translation>
    </message>
    <message>
        <source>New key for {value}:</source>
        <translation>ปุ่มใหม่สำหรับ {value}:</translation>
    </message>
    <message>
        <source>Next case</source>
        <translation>เคสถัดไป</translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation>เฟรมถัดไป</translation>
    </message>
    <message>
        <source>Next mask style</source>
        <translation>รูปแบบมาสก์ถัดไป</translation>
    </message>
    <message>
        <source>Next region shape</source>
        <translation>รูปทรงบริเวณถัดไป</translation>
    </message>
    <message>
        <source>Next segment</source>
        <translation>ส่วนถัดไป</translation>
    </message>
    <message>
        <source>Next series</source>
        <translation>ชุดภาพถัดไป</translation>
    </message>
    <message>
        <source>Next viewport</source>
        <translation>ช่องภาพถัดไป</translation>
    </message>
    <message>
        <source>No abnormality in this slice</source>
        <translation>ไม่พบความผิดปกติในสไลซ์นี้</translation>
    </message>
    <message>
        <source>No case fits the search and filters.</source>
        <translation>ไม่มีเคสที่ตรงกับการค้นหาและตัวกรอง</translation>
    </message>
    <message>
        <source>No case waits for a prediction</source>
        <translation>ไม่มีเคสรอการทำนายผล</translation>
    </message>
    <message>
        <source>No earlier results.</source>
        <translation>ไม่มีผลก่อนหน้า</translation>
    </message>
    <message>
        <source>No earlier {modality} of this patient is in the list or in the store.</source>
        <translation>ไม่มี {modality} ก่อนหน้าของผู้ป่วยรายนี้ในรายการหรือคลังข้อมูล</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>ไม่มีปุ่ม</translation>
    </message>
    <message>
        <source>No lesion found</source>
        <translation>ไม่พบรอยโรค</translation>
    </message>
    <message>
        <source>No lesion outlined.</source>
        <translation>ไม่มีรอยโรคที่วาดขอบ</translation>
    </message>
    <message>
        <source>No model pack is installed, so nothing can be predicted.</source>
        <translation>ไม่มีชุดแบบจำลองติดตั้งอยู่ จึงทำนายผลไม่ได้</translation>
    </message>
    <message>
        <source>No model pack is installed.</source>
        <translation>ไม่มีชุดแบบจำลองติดตั้งอยู่</translation>
    </message>
    <message>
        <source>No reference mask lies beside this scan.</source>
        <translation>ไม่มีมาสก์อ้างอิงคู่กับภาพสแกนนี้</translation>
    </message>
    <message>
        <source>No result yet. Press {key} to predict, {by_hand} to outline by hand.</source>
        <translation>ยังไม่มีผล กด {key} เพื่อทำนายผล {by_hand} เพื่อวาดขอบด้วยมือ</translation>
    </message>
    <message>
        <source>No result yet. Press {key} to predict.</source>
        <translation>ยังไม่มีผล กด {key} เพื่อทำนายผล</translation>
    </message>
    <message>
        <source>No scale in this file. True length of the line ({pixels} px):</source>
        <translation>ไฟล์นี้ไม่มีมาตราส่วน ความยาวจริงของเส้น ({pixels} px):</translation>
    </message>
    <message>
        <source>No scan is open</source>
        <translation>ไม่มีภาพสแกนที่เปิดอยู่</translation>
    </message>
    <message>
        <source>No scans were found there.</source>
        <translation>ไม่พบภาพสแกนที่นั่น</translation>
    </message>
    <message>
        <source>No scans yet.

Drop files or a folder here, or press {key}.</source>
        <translation>ยังไม่มีภาพสแกน

ลากไฟล์หรือโฟลเดอร์มาวางที่นี่ หรือกด {key}</translation>
    </message>
    <message>
        <source>Nobody can recover a lost passphrase.</source>
        <translation>ไม่มีใครกู้คืนวลีรหัสผ่านที่หายไปได้</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>ปกติ</translation>
    </message>
    <message>
        <source>Not everything was saved</source>
        <translation>บันทึกไม่ครบทั้งหมด</translation>
    </message>
    <message>
        <source>Not possible now</source>
        <translation>ทำไม่ได้ในขณะนี้</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>ไม่ได้อ่าน</translation>
    </message>
    <message>
        <source>Not read: this model was not made for this scan</source>
        <translation>ไม่ได้อ่าน: แบบจำลองนี้ไม่ได้สร้างมาเพื่อภาพสแกนนี้</translation>
    </message>
    <message>
        <source>Not saved: the demo store keeps demo patients only. Start MedViewer without the demo to keep results of your own scans.</source>
        <translation>ไม่ได้บันทึก: คลังสาธิตเก็บเฉพาะผู้ป่วยสาธิต เริ่ม MedViewer โดยไม่ใช้โหมดสาธิตเพื่อเก็บผลของภาพสแกนของคุณ</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>บันทึก</translation>
    </message>
    <message>
        <source>Nothing fits the search.</source>
        <translation>ไม่พบสิ่งที่ค้นหา</translation>
    </message>
    <message>
        <source>Nothing in the picture is changed.</source>
        <translation>ไม่มีสิ่งใดในภาพถูกเปลี่ยน</translation>
    </message>
    <message>
        <source>Nothing in this picture by itself spoke for: {title}.</source>
        <translation>ไม่มีส่วนใดในภาพที่สนับสนุนโดยลำพัง: {title}</translation>
    </message>
    <message>
        <source>Nothing to take back</source>
        <translation>ไม่มีสิ่งที่จะย้อนกลับ</translation>
    </message>
    <message>
        <source>Number of cases</source>
        <translation>จำนวนเคส</translation>
    </message>
    <message>
        <source>Of the file</source>
        <translation>ของไฟล์</translation>
    </message>
    <message>
        <source>Of the file: {value}</source>
        <translation>ของไฟล์: {value}</translation>
    </message>
    <message>
        <source>Of the study; where the file has none, of the newest result</source>
        <translation>ของการตรวจ หากไฟล์ไม่มีใช้ของผลล่าสุด</translation>
    </message>
    <message>
        <source>Off.</source>
        <translation>ปิดอยู่</translation>
    </message>
    <message>
        <source>One pixel of the picture on one of the screen</source>
        <translation>หนึ่งพิกเซลของภาพต่อหนึ่งพิกเซลของจอ</translation>
    </message>
    <message>
        <source>One scan</source>
        <translation>หนึ่งภาพ</translation>
    </message>
    <message>
        <source>One slice or frame back</source>
        <translation>ถอยหนึ่งสไลซ์หรือเฟรม</translation>
    </message>
    <message>
        <source>One slice or frame on</source>
        <translation>ไปหนึ่งสไลซ์หรือเฟรม</translation>
    </message>
    <message>
        <source>One to one</source>
        <translation>หนึ่งต่อหนึ่ง</translation>
    </message>
    <message>
        <source>Only a range of values</source>
        <translation>เฉพาะช่วงค่า</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>ความทึบ</translation>
    </message>
    <message>
        <source>Opacity of the fill</source>
        <translation>ความทึบของสีเติม</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>เปิด</translation>
    </message>
    <message>
        <source>Open a scan first</source>
        <translation>เปิดภาพสแกนก่อน</translation>
    </message>
    <message>
        <source>Open a scan first.</source>
        <translation>เปิดภาพสแกนก่อน</translation>
    </message>
    <message>
        <source>Open a scan to begin</source>
        <translation>เปิดภาพสแกนเพื่อเริ่มต้น</translation>
    </message>
    <message>
        <source>Open a scan to begin.</source>
        <translation>เปิดภาพสแกนเพื่อเริ่มต้น</translation>
    </message>
    <message>
        <source>Open a scan to see its planes.</source>
        <translation>เปิดภาพสแกนเพื่อดูระนาบ</translation>
    </message>
    <message>
        <source>Open a scan: {open_files}, or drop files or a folder</source>
        <translation>เปิดภาพสแกน: {open_files} หรือลากไฟล์หรือโฟลเดอร์มาวาง</translation>
    </message>
    <message>
        <source>Open every scan in a folder</source>
        <translation>เปิดภาพสแกนทุกภาพในโฟลเดอร์</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>เปิดไฟล์…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>เปิดโฟลเดอร์</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>เปิดโฟลเดอร์…</translation>
    </message>
    <message>
        <source>Open in next viewport</source>
        <translation>เปิดในช่องภาพถัดไป</translation>
    </message>
    <message>
        <source>Open scans</source>
        <translation>เปิดภาพสแกน</translation>
    </message>
    <message>
        <source>Open the file that was written</source>
        <translation>เปิดไฟล์ที่เขียน</translation>
    </message>
    <message>
        <source>Opening the demo patients…</source>
        <translation>กำลังเปิดผู้ป่วยสาธิต…</translation>
    </message>
    <message>
        <source>Opening: {value} found</source>
        <translation>กำลังเปิด: พบ {value}</translation>
    </message>
    <message>
        <source>Opening: {value} found in {seen} files</source>
        <translation>กำลังเปิด: พบ {value} ใน {seen} ไฟล์</translation>
    </message>
    <message>
        <source>Operating point</source>
        <translation>จุดทำงาน</translation>
    </message>
    <message>
        <source>Operating point: {title}</source>
        <translation>จุดทำงาน: {title}</translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation>ลำดับของรายการ</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>เส้นขอบ</translation>
    </message>
    <message>
        <source>Outline and fill</source>
        <translation>เส้นขอบและสีเติม</translation>
    </message>
    <message>
        <source>Outline lesions and name the diagnosis</source>
        <translation>วาดขอบรอยโรคและระบุการวินิจฉัย</translation>
    </message>
    <message>
        <source>Outlined by hand</source>
        <translation>วาดขอบด้วยมือ</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>ภาพซ้อน</translation>
    </message>
    <message>
        <source>Overlay style</source>
        <translation>รูปแบบภาพซ้อน</translation>
    </message>
    <message>
        <source>Overlay: {label}</source>
        <translation>ภาพซ้อน: {label}</translation>
    </message>
    <message>
        <source>Pages of the help</source>
        <translation>หน้าของความช่วยเหลือ</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>หน้าของการตั้งค่า</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>เลื่อนภาพ</translation>
    </message>
    <message>
        <source>Part of a name, or a key</source>
        <translation>บางส่วนของชื่อ หรือปุ่มลัด</translation>
    </message>
    <message>
        <source>Part of this scan's history is damaged: what was done stands, but steps before that cannot be undone.</source>
        <translation>ประวัติบางส่วนของภาพสแกนนี้เสียหาย: สิ่งที่ทำแล้วยังคงอยู่ แต่ย้อนขั้นตอนก่อนหน้านั้นไม่ได้</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>วลีรหัสผ่าน</translation>
    </message>
    <message>
        <source>Passphrase again</source>
        <translation>วลีรหัสผ่านอีกครั้ง</translation>
    </message>
    <message>
        <source>Patient hidden</source>
        <translation>ซ่อนผู้ป่วย</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>ผู้ป่วย</translation>
    </message>
    <message>
        <source>Patients and privacy</source>
        <translation>ผู้ป่วยและความเป็นส่วนตัว</translation>
    </message>
    <message>
        <source>Pause the queue</source>
        <translation>หยุดคิวชั่วคราว</translation>
    </message>
    <message>
        <source>Pixels per millimetre</source>
        <translation>พิกเซลต่อมิลลิเมตร</translation>
    </message>
    <message>
        <source>Place of the store</source>
        <translation>ตำแหน่งของคลังข้อมูล</translation>
    </message>
    <message>
        <source>Place the points of what is drawn by keys</source>
        <translation>วางจุดด้วยปุ่ม</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>เล่น</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>เล่นหรือหยุดชั่วคราว</translation>
    </message>
    <message>
        <source>Play or stop the film</source>
        <translation>เล่นหรือหยุดภาพเคลื่อนไหว</translation>
    </message>
    <message>
        <source>Play the frames as a film (C)</source>
        <translation>เล่นเฟรมเป็นภาพเคลื่อนไหว (C)</translation>
    </message>
    <message>
        <source>Please give your name.</source>
        <translation>โปรดใส่ชื่อของคุณ</translation>
    </message>
    <message>
        <source>Please give your passphrase.</source>
        <translation>โปรดใส่วลีรหัสผ่านของคุณ</translation>
    </message>
    <message>
        <source>Pneumonia</source>
        <translation>ปอดอักเสบ</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>รูปหลายเหลี่ยม</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>ทำนายผล</translation>
    </message>
    <message>
        <source>Predict all new</source>
        <translation>ทำนายผลเคสใหม่ทั้งหมด</translation>
    </message>
    <message>
        <source>Predict and decide</source>
        <translation>ทำนายผลและตัดสินใจ</translation>
    </message>
    <message>
        <source>Predict anyway</source>
        <translation>ทำนายผลต่อไป</translation>
    </message>
    <message>
        <source>Predict anyway, against the model's refusal</source>
        <translation>ทำนายผลต่อไป แม้แบบจำลองไม่รับ</translation>
    </message>
    <message>
        <source>Predict first</source>
        <translation>ทำนายผลก่อน</translation>
    </message>
    <message>
        <source>Predict the cases that were waiting when MedViewer last closed</source>
        <translation>ทำนายเคสที่รออยู่เมื่อ MedViewer ปิดครั้งก่อน</translation>
    </message>
    <message>
        <source>Predict the next case ahead</source>
        <translation>ทำนายเคสถัดไปล่วงหน้า</translation>
    </message>
    <message>
        <source>Predict with {predict}, then accept with {accept} or reject with {reject}</source>
        <translation>ทำนายผลด้วย {predict} แล้วยอมรับด้วย {accept} หรือปฏิเสธด้วย {reject}</translation>
    </message>
    <message>
        <source>Predicted mask</source>
        <translation>มาสก์ที่ทำนาย</translation>
    </message>
    <message>
        <source>Predicted probability</source>
        <translation>ความน่าจะเป็นที่ทำนาย</translation>
    </message>
    <message>
        <source>Predicting</source>
        <translation>กำลังทำนายผล</translation>
    </message>
    <message>
        <source>Prediction shown, not the corrected masks</source>
        <translation>แสดงผลทำนาย ไม่ใช่มาสก์ที่แก้ไข</translation>
    </message>
    <message>
        <source>Press the new key here</source>
        <translation>กดปุ่มใหม่ที่นี่</translation>
    </message>
    <message>
        <source>Previous case</source>
        <translation>เคสก่อนหน้า</translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation>เฟรมก่อนหน้า</translation>
    </message>
    <message>
        <source>Previous series</source>
        <translation>ชุดภาพก่อนหน้า</translation>
    </message>
    <message>
        <source>Print the keys that are shown</source>
        <translation>พิมพ์ปุ่มลัดที่แสดงอยู่</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>พิมพ์…</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>ความเป็นส่วนตัว</translation>
    </message>
    <message>
        <source>Probability map</source>
        <translation>แผนที่ความน่าจะเป็น</translation>
    </message>
    <message>
        <source>Probability of each class</source>
        <translation>ความน่าจะเป็นของแต่ละกลุ่ม</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>หน่วยประมวลผล (CPU)</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>โปรแกรม</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>ความคืบหน้า</translation>
    </message>
    <message>
        <source>Progress of the prediction</source>
        <translation>ความคืบหน้าของการทำนาย</translation>
    </message>
    <message>
        <source>Progress of the queue</source>
        <translation>ความคืบหน้าของคิว</translation>
    </message>
    <message>
        <source>Provenance</source>
        <translation>ที่มาของผล</translation>
    </message>
    <message>
        <source>Qt and PySide6 are used under the GNU LGPL version 3; the icons are Material Design Icons under the Apache License 2.0; the fonts are under the SIL Open Font License 1.1 and the Apache License 2.0.</source>
        <translation>Qt และ PySide6 ใช้ภายใต้ GNU LGPL รุ่น 3 ไอคอนคือ Material Design Icons ภายใต้ Apache 2.0 แบบอักษรอยู่ภายใต้ SIL Open Font License 1.1 และ Apache 2.0</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>คิว</translation>
    </message>
    <message>
        <source>Queue every listed case that has no result yet</source>
        <translation>จัดคิวทุกเคสในรายการที่ยังไม่มีผล</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>ออกจากโปรแกรม</translation>
    </message>
    <message>
        <source>Range…</source>
        <translation>ช่วง…</translation>
    </message>
    <message>
        <source>Read against the model's refusal</source>
        <translation>อ่านแม้แบบจำลองไม่รับ</translation>
    </message>
    <message>
        <source>Read by</source>
        <translation>อ่านโดย</translation>
    </message>
    <message>
        <source>Read this scan although it is not what the model was made for; the reason is kept</source>
        <translation>อ่านภาพสแกนนี้แม้ไม่ใช่สิ่งที่แบบจำลองสร้างมาเพื่อ โดยเก็บเหตุผลไว้</translation>
    </message>
    <message>
        <source>Read this scan with the chosen model</source>
        <translation>อ่านภาพสแกนนี้ด้วยแบบจำลองที่เลือก</translation>
    </message>
    <message>
        <source>Read with {title}</source>
        <translation>อ่านด้วย {title}</translation>
    </message>
    <message>
        <source>Reading the scan</source>
        <translation>กำลังอ่านภาพสแกน</translation>
    </message>
    <message>
        <source>Reading the volume for its planes</source>
        <translation>กำลังอ่านปริมาตรเพื่อสร้างระนาบ</translation>
    </message>
    <message>
        <source>Reading {word} {value} of {value2}</source>
        <translation>กำลังอ่าน{word} {value} จาก {value2}</translation>
    </message>
    <message>
        <source>Recent folders</source>
        <translation>โฟลเดอร์ล่าสุด</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>สี่เหลี่ยม</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>ทำซ้ำ</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>อ้างอิง</translation>
    </message>
    <message>
        <source>Reference lines</source>
        <translation>เส้นอ้างอิง</translation>
    </message>
    <message>
        <source>Reference mask</source>
        <translation>มาสก์อ้างอิง</translation>
    </message>
    <message>
        <source>Refusal overridden</source>
        <translation>ข้ามการไม่รับ</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>ปฏิเสธ</translation>
    </message>
    <message>
        <source>Reject the prediction</source>
        <translation>ปฏิเสธผลการทำนาย</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>ปฏิเสธแล้ว</translation>
    </message>
    <message>
        <source>Remove the scale: lengths are in pixels again</source>
        <translation>ลบมาตราส่วน ความยาวกลับเป็นพิกเซล</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>รายงาน</translation>
    </message>
    <message>
        <source>Report written to {path}</source>
        <translation>เขียนรายงานไว้ที่ {path}</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>รายงาน</translation>
    </message>
    <message>
        <source>Reset this action</source>
        <translation>คืนค่าคำสั่งนี้</translation>
    </message>
    <message>
        <source>Reset this page</source>
        <translation>คืนค่าหน้านี้</translation>
    </message>
    <message>
        <source>Reset view</source>
        <translation>คืนค่ามุมมอง</translation>
    </message>
    <message>
        <source>Reshape</source>
        <translation>ปรับรูปทรง</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>ผล</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>ผลลัพธ์</translation>
    </message>
    <message>
        <source>Results are kept on this computer in an encrypted store. Create the first account to open it.

Nobody can recover a lost passphrase, and without it the stored results cannot be read. Keep it somewhere safe.</source>
        <translation>ผลถูกเก็บในคลังข้อมูลเข้ารหัสบนคอมพิวเตอร์เครื่องนี้ สร้างบัญชีแรกเพื่อเปิดคลัง

ไม่มีใครกู้คืนวลีรหัสผ่านที่หายไปได้ และหากไม่มี ก็อ่านผลที่เก็บไว้ไม่ได้ โปรดเก็บไว้ในที่ปลอดภัย</translation>
    </message>
    <message>
        <source>Review state</source>
        <translation>สถานะการทบทวน</translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation>ลากปุ่มขวา</translation>
    </message>
    <message>
        <source>Save and close MedViewer</source>
        <translation>บันทึกและปิด MedViewer</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>บันทึกแล้ว</translation>
    </message>
    <message>
        <source>Scale by user saved; lengths are measured with it.</source>
        <translation>บันทึกมาตราส่วนจากผู้ใช้แล้ว ความยาววัดด้วยมาตราส่วนนี้</translation>
    </message>
    <message>
        <source>Scale by user: {row_mm} mm per pixel.</source>
        <translation>มาตราส่วนจากผู้ใช้: {row_mm} mm ต่อพิกเซล</translation>
    </message>
    <message>
        <source>Scale taken back.</source>
        <translation>ย้อนมาตราส่วนแล้ว</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>ภาพสแกน</translation>
    </message>
    <message>
        <source>Scan picture</source>
        <translation>ภาพจากการสแกน</translation>
    </message>
    <message>
        <source>Scan {value}</source>
        <translation>ภาพสแกน {value}</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>ภาพสแกน</translation>
    </message>
    <message>
        <source>Scans of one frame of reference move together</source>
        <translation>ภาพที่ใช้กรอบอ้างอิงเดียวกันเคลื่อนพร้อมกัน</translation>
    </message>
    <message>
        <source>Screen calibrated; pictures can be shown in true size.</source>
        <translation>ปรับเทียบหน้าจอแล้ว แสดงภาพขนาดจริงได้</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>ค้นหา</translation>
    </message>
    <message>
        <source>Search actions and keys</source>
        <translation>ค้นหาคำสั่งและปุ่มลัด</translation>
    </message>
    <message>
        <source>Search by name, identifier, date, description (Ctrl+F)</source>
        <translation>ค้นหาด้วยชื่อ รหัส วันที่ คำอธิบาย (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search by name, identifier, date, description (Ctrl+F); arrows go through the list, Enter to the picture</source>
        <translation>ค้นหาด้วยชื่อ รหัส วันที่ คำอธิบาย (Ctrl+F) ลูกศรเลื่อนในรายการ Enter ไปที่ภาพ</translation>
    </message>
    <message>
        <source>Search patients and studies</source>
        <translation>ค้นหาผู้ป่วยและการตรวจ</translation>
    </message>
    <message>
        <source>Segment to edit</source>
        <translation>ส่วนที่จะแก้ไข</translation>
    </message>
    <message>
        <source>Sensitivity {value} %</source>
        <translation>ความไว {value} %</translation>
    </message>
    <message>
        <source>Series {number}</source>
        <translation>ชุดภาพ {number}</translation>
    </message>
    <message>
        <source>Set up how MedViewer looks and works</source>
        <translation>กำหนดหน้าตาและการทำงานของ MedViewer</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>การตั้งค่า</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>แสดง</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>แสดงทั้งหมด</translation>
    </message>
    <message>
        <source>Show evidence</source>
        <translation>แสดงหลักฐาน</translation>
    </message>
    <message>
        <source>Show four scans</source>
        <translation>แสดงสี่ภาพสแกน</translation>
    </message>
    <message>
        <source>Show masks</source>
        <translation>แสดงมาสก์</translation>
    </message>
    <message>
        <source>Show one scan</source>
        <translation>แสดงหนึ่งภาพสแกน</translation>
    </message>
    <message>
        <source>Show only cases by: {value}</source>
        <translation>แสดงเฉพาะเคสตาม: {value}</translation>
    </message>
    <message>
        <source>Show only some cases</source>
        <translation>แสดงเฉพาะบางเคส</translation>
    </message>
    <message>
        <source>Show or hide the cases of the queue</source>
        <translation>แสดงหรือซ่อนเคสในคิว</translation>
    </message>
    <message>
        <source>Show or hide the list at the left</source>
        <translation>แสดงหรือซ่อนรายการทางซ้าย</translation>
    </message>
    <message>
        <source>Show or hide the masks; hold the key to peek</source>
        <translation>แสดงหรือซ่อนมาสก์ กดปุ่มค้างเพื่อดูชั่วคราว</translation>
    </message>
    <message>
        <source>Show or hide the masks; hold to peek</source>
        <translation>แสดงหรือซ่อนมาสก์ กดค้างเพื่อดูชั่วคราว</translation>
    </message>
    <message>
        <source>Show or hide the panel at the right</source>
        <translation>แสดงหรือซ่อนแผงทางขวา</translation>
    </message>
    <message>
        <source>Show or hide what the scan's files draw</source>
        <translation>แสดงหรือซ่อนสิ่งที่ไฟล์ภาพสแกนวาดไว้</translation>
    </message>
    <message>
        <source>Show or hide where the network looked</source>
        <translation>แสดงหรือซ่อนบริเวณที่เครือข่ายพิจารณา</translation>
    </message>
    <message>
        <source>Show or hide: {title}</source>
        <translation>แสดงหรือซ่อน: {title}</translation>
    </message>
    <message>
        <source>Show overlays of the file</source>
        <translation>แสดงภาพซ้อนของไฟล์</translation>
    </message>
    <message>
        <source>Show prediction</source>
        <translation>แสดงผลทำนาย</translation>
    </message>
    <message>
        <source>Show the cases of these days</source>
        <translation>แสดงเคสของวันเหล่านี้</translation>
    </message>
    <message>
        <source>Show the chosen case in the next viewport</source>
        <translation>แสดงเคสที่เลือกในช่องภาพถัดไป</translation>
    </message>
    <message>
        <source>Show the model's own masks in place of the corrected ones</source>
        <translation>แสดงมาสก์ของแบบจำลองแทนมาสก์ที่แก้ไข</translation>
    </message>
    <message>
        <source>Show the patient's scan before, of the same kind, beside this one</source>
        <translation>แสดงภาพสแกนก่อนหน้าชนิดเดียวกันของผู้ป่วยเคียงกัน</translation>
    </message>
    <message>
        <source>Show two scans one above the other</source>
        <translation>แสดงสองภาพสแกนบนล่าง</translation>
    </message>
    <message>
        <source>Show two scans side by side</source>
        <translation>แสดงสองภาพสแกนเคียงกัน</translation>
    </message>
    <message>
        <source>Show where a network looked that only names</source>
        <translation>แสดงบริเวณที่เครือข่ายซึ่งระบุชื่อเท่านั้นพิจารณา</translation>
    </message>
    <message>
        <source>Show where the edge of the mask is uncertain</source>
        <translation>แสดงบริเวณที่ขอบของมาสก์ไม่แน่นอน</translation>
    </message>
    <message>
        <source>Show where the slices of other viewports lie</source>
        <translation>แสดงตำแหน่งสไลซ์ของช่องภาพอื่น</translation>
    </message>
    <message>
        <source>Show {title}</source>
        <translation>แสดง: {title}</translation>
    </message>
    <message>
        <source>Shrink</source>
        <translation>หด</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>ลงชื่อเข้าใช้</translation>
    </message>
    <message>
        <source>Sign in first</source>
        <translation>ลงชื่อเข้าใช้ก่อน</translation>
    </message>
    <message>
        <source>Sign in, and the scans will open.</source>
        <translation>ลงชื่อเข้าใช้ แล้วภาพสแกนจะเปิด</translation>
    </message>
    <message>
        <source>Sign in: results are kept encrypted, for you alone</source>
        <translation>ลงชื่อเข้าใช้: ผลถูกเก็บแบบเข้ารหัสเพื่อคุณเท่านั้น</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>ลงชื่อออก</translation>
    </message>
    <message>
        <source>Signed in as {account}.</source>
        <translation>ลงชื่อเข้าใช้ในชื่อ {account}</translation>
    </message>
    <message>
        <source>Signed out.</source>
        <translation>ลงชื่อออกแล้ว</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>ขนาดตัวอักษร</translation>
    </message>
    <message>
        <source>Size of text and controls; pictures keep theirs</source>
        <translation>ขนาดตัวอักษรและปุ่ม ภาพคงขนาดเดิม</translation>
    </message>
    <message>
        <source>Size; of a region also mean and standard deviation of its pixels</source>
        <translation>ขนาด สำหรับบริเวณมีค่าเฉลี่ยและส่วนเบี่ยงเบนมาตรฐานของพิกเซล</translation>
    </message>
    <message>
        <source>Sizes are in millimetres only where the file or you gave a scale; otherwise they are in pixels, and the panel says so.</source>
        <translation>ขนาดเป็นมิลลิเมตรเฉพาะเมื่อไฟล์หรือคุณให้มาตราส่วน มิฉะนั้นเป็นพิกเซล และแผงด้านข้างจะบอกไว้</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>สไลซ์</translation>
    </message>
    <message>
        <source>Slices and cine</source>
        <translation>สไลซ์และภาพเคลื่อนไหว</translation>
    </message>
    <message>
        <source>Slices or frames</source>
        <translation>สไลซ์หรือเฟรม</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>แปรงเล็กลง</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>ทำให้เรียบ</translation>
    </message>
    <message>
        <source>Smooth between pixels</source>
        <translation>ทำให้เรียบระหว่างพิกเซล</translation>
    </message>
    <message>
        <source>Specificity {value} %</source>
        <translation>ความจำเพาะ {value} %</translation>
    </message>
    <message>
        <source>Start again at the end of the film</source>
        <translation>เริ่มใหม่เมื่อจบ</translation>
    </message>
    <message>
        <source>Start with patients hidden</source>
        <translation>เริ่มต้นโดยซ่อนผู้ป่วย</translation>
    </message>
    <message>
        <source>State</source>
        <translation>สถานะ</translation>
    </message>
    <message>
        <source>State of the case</source>
        <translation>สถานะของเคส</translation>
    </message>
    <message>
        <source>Stop the work in progress</source>
        <translation>หยุดงานที่กำลังทำอยู่</translation>
    </message>
    <message>
        <source>Stop this prediction (Esc)</source>
        <translation>หยุดการทำนายนี้ (Esc)</translation>
    </message>
    <message>
        <source>Stopped; {value} scans are open.</source>
        <translation>หยุดแล้ว เปิดอยู่ {value} ภาพ</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>คลังข้อมูล</translation>
    </message>
    <message>
        <source>Strong.</source>
        <translation>แข็งแรง</translation>
    </message>
    <message>
        <source>Structured report</source>
        <translation>รายงานแบบมีโครงสร้าง</translation>
    </message>
    <message>
        <source>Structured report  {name}</source>
        <translation>รายงานแบบมีโครงสร้าง  {name}</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>การตรวจ</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>รูปแบบ</translation>
    </message>
    <message>
        <source>Swap black and white</source>
        <translation>สลับขาวดำ</translation>
    </message>
    <message>
        <source>Switch between dark and light</source>
        <translation>สลับมืดและสว่าง</translation>
    </message>
    <message>
        <source>Take all opened scans off the list; nothing is deleted</source>
        <translation>นำภาพสแกนที่เปิดอยู่ทั้งหมดออกจากรายการ โดยไม่ลบสิ่งใด</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>ย้อนกลับ</translation>
    </message>
    <message>
        <source>Take back the last change on this page</source>
        <translation>ย้อนการเปลี่ยนแปลงล่าสุดในหน้านี้</translation>
    </message>
    <message>
        <source>Take back the last decision on this case</source>
        <translation>ย้อนกลับการตัดสินใจล่าสุดของเคสนี้</translation>
    </message>
    <message>
        <source>Take back the last step on this scan</source>
        <translation>ย้อนกลับขั้นตอนล่าสุดของภาพสแกนนี้</translation>
    </message>
    <message>
        <source>Take finished cases off this list</source>
        <translation>นำเคสที่เสร็จแล้วออกจากรายการ</translation>
    </message>
    <message>
        <source>Take it over</source>
        <translation>ใช้ปุ่มนี้แทน</translation>
    </message>
    <message>
        <source>Take the outline of this slice away</source>
        <translation>นำเส้นขอบของสไลซ์นี้ออก</translation>
    </message>
    <message>
        <source>Take this filter off: {words}</source>
        <translation>เอาตัวกรองออก: {words}</translation>
    </message>
    <message>
        <source>Takes this scan</source>
        <translation>รับภาพสแกนนี้</translation>
    </message>
    <message>
        <source>Text of the report</source>
        <translation>ข้อความของรายงาน</translation>
    </message>
    <message>
        <source>The command palette does everything by name: type a few letters of what you want.</source>
        <translation>รายการคำสั่งทำได้ทุกอย่างด้วยชื่อ: พิมพ์ตัวอักษรบางตัวของสิ่งที่ต้องการ</translation>
    </message>
    <message>
        <source>The demo has no accounts</source>
        <translation>โหมดสาธิตไม่มีบัญชีผู้ใช้</translation>
    </message>
    <message>
        <source>The encrypted store of results. Start with --store to use another.</source>
        <translation>คลังข้อมูลผลแบบเข้ารหัส เริ่มด้วย --store เพื่อใช้คลังอื่น</translation>
    </message>
    <message>
        <source>The file of 1 case is no longer there; the others go on.</source>
        <translation>ไฟล์ของ 1 เคสไม่อยู่แล้ว เคสอื่นทำต่อ</translation>
    </message>
    <message>
        <source>The files of {value} are no longer there; the others go on.</source>
        <translation>ไฟล์ของ {value} ไม่อยู่แล้ว เคสอื่นทำต่อ</translation>
    </message>
    <message>
        <source>The first slice or frame</source>
        <translation>สไลซ์หรือเฟรมแรก</translation>
    </message>
    <message>
        <source>The image that it is on</source>
        <translation>ภาพที่อยู่</translation>
    </message>
    <message>
        <source>The language of the window; reports and exports stay English</source>
        <translation>ภาษาของหน้าต่าง รายงานและการส่งออกยังเป็นภาษาอังกฤษ</translation>
    </message>
    <message>
        <source>The last slice or frame</source>
        <translation>สไลซ์หรือเฟรมสุดท้าย</translation>
    </message>
    <message>
        <source>The last step is not saved yet; export the masks when it is.</source>
        <translation>ขั้นตอนล่าสุดยังไม่ได้บันทึก ส่งออกมาสก์ได้เมื่อบันทึกแล้ว</translation>
    </message>
    <message>
        <source>The list at the left shows patients, studies and series. A sign and a word tell where each case stands: new, predicted, accepted, corrected or rejected.</source>
        <translation>รายการด้านซ้ายแสดงผู้ป่วย การตรวจ และชุดภาพ เครื่องหมายและคำบอกสถานะของแต่ละเคส: ใหม่ ทำนายแล้ว ยอมรับแล้ว แก้ไขแล้ว หรือปฏิเสธแล้ว</translation>
    </message>
    <message>
        <source>The model that reads the scan</source>
        <translation>แบบจำลองที่อ่านภาพสแกน</translation>
    </message>
    <message>
        <source>The model that reads this scan; Automatic takes the one that fits</source>
        <translation>แบบจำลองที่อ่านภาพสแกนนี้ "อัตโนมัติ" ใช้แบบจำลองที่ตรงกับภาพ</translation>
    </message>
    <message>
        <source>The name or the passphrase is wrong.</source>
        <translation>ชื่อหรือวลีรหัสผ่านไม่ถูกต้อง</translation>
    </message>
    <message>
        <source>The new key is added; the old ones stay</source>
        <translation>เพิ่มปุ่มใหม่ ปุ่มเดิมยังอยู่</translation>
    </message>
    <message>
        <source>The next series of the same patient</source>
        <translation>ชุดภาพถัดไปของผู้ป่วยรายเดียวกัน</translation>
    </message>
    <message>
        <source>The passphrase needs at least {minimum} characters.</source>
        <translation>วลีรหัสผ่านต้องมีอย่างน้อย {minimum} ตัวอักษร</translation>
    </message>
    <message>
        <source>The program's own keys for this action</source>
        <translation>ปุ่มเดิมของโปรแกรมสำหรับคำสั่งนี้</translation>
    </message>
    <message>
        <source>The queue is paused: {value}</source>
        <translation>คิวหยุดชั่วคราว: {value}</translation>
    </message>
    <message>
        <source>The report is empty.</source>
        <translation>รายงานว่างเปล่า</translation>
    </message>
    <message>
        <source>Remember the answer</source>
        <translation>จำคำตอบ</translation>
    </message>
    <message>
        <source>Always for pictures</source>
        <translation>ใช้เสมอกับภาพทั่วไป</translation>
    </message>
    <message>
        <source>Always for {kind} scans</source>
        <translation>ใช้เสมอกับภาพสแกน {kind}</translation>
    </message>
    <message>
        <source>The scan's file is no longer there; open it again to correct its masks.</source>
        <translation>ไฟล์ภาพสแกนไม่อยู่แล้ว เปิดใหม่อีกครั้งเพื่อแก้ไขมาสก์</translation>
    </message>
    <message>
        <source>The scan's file is no longer there; open it again to predict.</source>
        <translation>ไฟล์ภาพสแกนไม่อยู่แล้ว เปิดใหม่อีกครั้งเพื่อทำนายผล</translation>
    </message>
    <message>
        <source>The scan's file is no longer there; this is the picture kept with the result.</source>
        <translation>ไฟล์ภาพสแกนไม่อยู่แล้ว นี่คือภาพที่เก็บไว้พร้อมผล</translation>
    </message>
    <message>
        <source>The series before, of the same patient</source>
        <translation>ชุดภาพก่อนหน้าของผู้ป่วยรายเดียวกัน</translation>
    </message>
    <message>
        <source>The three steps from sign-in to a decision</source>
        <translation>สามขั้นตอนจากการลงชื่อเข้าใช้ถึงการตัดสินใจ</translation>
    </message>
    <message>
        <source>The two passphrases differ; type the same one twice.</source>
        <translation>วลีรหัสผ่านทั้งสองไม่ตรงกัน พิมพ์ให้เหมือนกันสองครั้ง</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>ธีม</translation>
    </message>
    <message>
        <source>There are none: export…</source>
        <translation>ไม่มีชื่อ: ส่งออก…</translation>
    </message>
    <message>
        <source>There is no outlined part here.</source>
        <translation>ไม่มีส่วนที่วาดขอบตรงนี้</translation>
    </message>
    <message>
        <source>There is no result to correct yet.</source>
        <translation>ยังไม่มีผลให้แก้ไข</translation>
    </message>
    <message>
        <source>There is nothing saved of this patient yet, so there is no report.</source>
        <translation>ยังไม่มีข้อมูลที่บันทึกของผู้ป่วยรายนี้ จึงไม่มีรายงาน</translation>
    </message>
    <message>
        <source>This action has no key any more</source>
        <translation>คำสั่งนี้จะไม่มีปุ่มลัด</translation>
    </message>
    <message>
        <source>This is the last slice.</source>
        <translation>นี่คือสไลซ์สุดท้าย</translation>
    </message>
    <message>
        <source>This is the {value} {which}.</source>
        <translation>นี่คือ{which}ลำดับ{value}</translation>
    </message>
    <message>
        <source>This model names; it outlines nothing</source>
        <translation>แบบจำลองนี้ระบุชื่อเท่านั้น ไม่วาดขอบ</translation>
    </message>
    <message>
        <source>This model outlines nothing that could be corrected.</source>
        <translation>แบบจำลองนี้ไม่วาดขอบที่แก้ไขได้</translation>
    </message>
    <message>
        <source>This picture carries no patient data, so there is nothing to take out of it.</source>
        <translation>ภาพนี้ไม่มีข้อมูลผู้ป่วย จึงไม่มีสิ่งที่ต้องนำออก</translation>
    </message>
    <message>
        <source>This result has no probability map</source>
        <translation>ผลนี้ไม่มีแผนที่ความน่าจะเป็น</translation>
    </message>
    <message>
        <source>This result is not saved, so its masks cannot be corrected yet.</source>
        <translation>ผลนี้ยังไม่ได้บันทึก จึงแก้ไขมาสก์ไม่ได้</translation>
    </message>
    <message>
        <source>This scan has no reference mask</source>
        <translation>ภาพสแกนนี้ไม่มีมาสก์อ้างอิง</translation>
    </message>
    <message>
        <source>This scan has no window preset {number}.</source>
        <translation>ภาพสแกนนี้ไม่มีวินโดว์สำเร็จรูป {number}</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>เธรด</translation>
    </message>
    <message>
        <source>Three planes</source>
        <translation>สามระนาบ</translation>
    </message>
    <message>
        <source>Title: {name}</source>
        <translation>ชื่อ: {name}</translation>
    </message>
    <message>
        <source>To</source>
        <translation>ถึง</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>วันนี้</translation>
    </message>
    <message>
        <source>Too short: at least {minimum} characters, {value} more.</source>
        <translation>สั้นเกินไป: อย่างน้อย {minimum} ตัวอักษร อีก {value} ตัว</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>ใช้เวลา</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>เครื่องมือ</translation>
    </message>
    <message>
        <source>True length of the line in millimetres</source>
        <translation>ความยาวจริงของเส้นเป็นมิลลิเมตร</translation>
    </message>
    <message>
        <source>True length of the line in millimetres (Enter), Esc leaves</source>
        <translation>ความยาวจริงของเส้นเป็นมิลลิเมตร (Enter) กด Esc เพื่อออก</translation>
    </message>
    <message>
        <source>True size</source>
        <translation>ขนาดจริง</translation>
    </message>
    <message>
        <source>True size needs the spacing of the pixels, which this scan's file does not give.</source>
        <translation>ขนาดจริงต้องใช้ระยะพิกเซล ซึ่งไฟล์นี้ไม่มี</translation>
    </message>
    <message>
        <source>True size needs to know how large this screen is: calibrate it first (View, Calibrate screen).</source>
        <translation>ขนาดจริงต้องทราบขนาดหน้าจอ: ปรับเทียบก่อน (มุมมอง, ปรับเทียบหน้าจอ)</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>หมุนซ้าย</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>หมุนขวา</translation>
    </message>
    <message>
        <source>Turn the picture by 90 degrees clockwise</source>
        <translation>หมุนภาพ 90 องศาตามเข็มนาฬิกา</translation>
    </message>
    <message>
        <source>Turn the picture by 90 degrees counter-clockwise</source>
        <translation>หมุนภาพ 90 องศาทวนเข็มนาฬิกา</translation>
    </message>
    <message>
        <source>Two side by side</source>
        <translation>สองภาพเคียงกัน</translation>
    </message>
    <message>
        <source>Two stacked</source>
        <translation>สองภาพซ้อนกัน</translation>
    </message>
    <message>
        <source>Type what you want to do</source>
        <translation>พิมพ์สิ่งที่ต้องการทำ</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>เลิกทำ</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>ปลดล็อก</translation>
    </message>
    <message>
        <source>Until {last}</source>
        <translation>ถึง {last}</translation>
    </message>
    <message>
        <source>Up and down choose, Enter does it, Esc leaves</source>
        <translation>ขึ้นลงเพื่อเลือก Enter เพื่อทำ Esc เพื่อออก</translation>
    </message>
    <message>
        <source>Use the whole screen</source>
        <translation>ใช้ทั้งหน้าจอ</translation>
    </message>
    <message>
        <source>Use this length as the scale of the picture (Enter)</source>
        <translation>ใช้ความยาวนี้เป็นมาตราส่วนของภาพ (Enter)</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>ค่า</translation>
    </message>
    <message>
        <source>Value under the mouse</source>
        <translation>ค่าใต้เมาส์</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>รุ่น</translation>
    </message>
    <message>
        <source>Versions and licences</source>
        <translation>รุ่นและสัญญาอนุญาต</translation>
    </message>
    <message>
        <source>Versions, licences and what it is not made for</source>
        <translation>รุ่น สัญญาอนุญาต และสิ่งที่ไม่ได้ทำมาเพื่อ</translation>
    </message>
    <message>
        <source>Viewports</source>
        <translation>ช่องภาพ</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>ปริมาตร</translation>
    </message>
    <message>
        <source>Volume over all slices</source>
        <translation>ปริมาตรรวมทุกสไลซ์</translation>
    </message>
    <message>
        <source>Waiting for the engine</source>
        <translation>กำลังรอเครื่องประมวลผล</translation>
    </message>
    <message>
        <source>Weak: easy to guess. Four or more unrelated words are strong and easy to keep.</source>
        <translation>อ่อน: เดาง่าย คำที่ไม่เกี่ยวกันสี่คำขึ้นไปแข็งแรงและจำง่าย</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>ค่าน้ำหนัก</translation>
    </message>
    <message>
        <source>Welcome to MedViewer</source>
        <translation>ยินดีต้อนรับสู่ MedViewer</translation>
    </message>
    <message>
        <source>What MedViewer is for</source>
        <translation>MedViewer ใช้ทำอะไร</translation>
    </message>
    <message>
        <source>What is marked here will be black in every frame.</source>
        <translation>ส่วนที่ทำเครื่องหมายจะเป็นสีดำในทุกเฟรม</translation>
    </message>
    <message>
        <source>What is open stays open behind the lock, and work under way goes on.</source>
        <translation>สิ่งที่เปิดอยู่ยังคงเปิดหลังการล็อก และงานที่ทำอยู่ดำเนินต่อไป</translation>
    </message>
    <message>
        <source>What runs the networks</source>
        <translation>อุปกรณ์ที่ใช้รันเครือข่าย</translation>
    </message>
    <message>
        <source>What runs the networks; automatic takes a graphics card</source>
        <translation>อุปกรณ์ที่ใช้รันเครือข่าย อัตโนมัติจะใช้การ์ดจอ</translation>
    </message>
    <message>
        <source>What spoke for: {title}.</source>
        <translation>สิ่งที่สนับสนุน: {title}</translation>
    </message>
    <message>
        <source>What the film does at its end</source>
        <translation>สิ่งที่ทำเมื่อภาพเคลื่อนไหวจบ</translation>
    </message>
    <message>
        <source>What the models measure of a scan goes before this choice</source>
        <translation>สิ่งที่แบบจำลองวัดได้จากภาพสแกนมาก่อนตัวเลือกนี้</translation>
    </message>
    <message>
        <source>What the window shows and how to work with it</source>
        <translation>สิ่งที่หน้าต่างแสดงและวิธีใช้งาน</translation>
    </message>
    <message>
        <source>What this model cannot do</source>
        <translation>สิ่งที่แบบจำลองนี้ทำไม่ได้</translation>
    </message>
    <message>
        <source>What this point costs has not been measured.</source>
        <translation>ยังไม่ได้วัดผลแลกเปลี่ยนของจุดนี้</translation>
    </message>
    <message>
        <source>What was drawn, or its name</source>
        <translation>สิ่งที่วาดหรือชื่อ</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>ล้อเมาส์</translation>
    </message>
    <message>
        <source>Where opening a scan begins</source>
        <translation>ตำแหน่งเริ่มต้นเมื่อเปิดภาพสแกน</translation>
    </message>
    <message>
        <source>Where reports are written first</source>
        <translation>ตำแหน่งแรกที่เขียนรายงาน</translation>
    </message>
    <message>
        <source>Where several models may read a scan</source>
        <translation>เมื่อหลายแบบจำลองอ่านภาพสแกนได้</translation>
    </message>
    <message>
        <source>Where the scale is from</source>
        <translation>ที่มาของมาตราส่วน</translation>
    </message>
    <message>
        <source>Which model reads this scan?</source>
        <translation>ให้แบบจำลองใดอ่านภาพสแกนนี้</translation>
    </message>
    <message>
        <source>Which outline is edited (S: the next one)</source>
        <translation>เส้นขอบที่กำลังแก้ไข (S: ถัดไป)</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>หน้าต่างระดับสี</translation>
    </message>
    <message>
        <source>Window of the file</source>
        <translation>วินโดว์ของไฟล์</translation>
    </message>
    <message>
        <source>Window preset of the modality</source>
        <translation>วินโดว์สำเร็จรูปตามชนิดภาพ</translation>
    </message>
    <message>
        <source>Window preset {n}</source>
        <translation>วินโดว์สำเร็จรูป {n}</translation>
    </message>
    <message>
        <source>Window/level</source>
        <translation>วินโดว์/เลเวล</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>กำลังทำงาน…</translation>
    </message>
    <message>
        <source>Write copies of the scan without the patient</source>
        <translation>เขียนสำเนาภาพสแกนที่ไม่มีข้อมูลผู้ป่วย</translation>
    </message>
    <message>
        <source>Write the masks as DICOM SEG or NIfTI</source>
        <translation>เขียนมาสก์เป็น DICOM SEG หรือ NIfTI</translation>
    </message>
    <message>
        <source>Write the patient's report as a PDF</source>
        <translation>เขียนรายงานของผู้ป่วยเป็น PDF</translation>
    </message>
    <message>
        <source>Write the report of this patient</source>
        <translation>เขียนรายงานของผู้ป่วยรายนี้</translation>
    </message>
    <message>
        <source>Writing de-identified copies…</source>
        <translation>กำลังเขียนสำเนาที่ไม่ระบุตัวตน…</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>กำลังเขียนรายงาน</translation>
    </message>
    <message>
        <source>Written and checked: {count} in {folder}.</source>
        <translation>เขียนและตรวจสอบแล้ว: {count} ใน {folder}</translation>
    </message>
    <message>
        <source>Written and checked: {count} in {folder}. Left out: {left_out}. {reason}</source>
        <translation>เขียนและตรวจสอบแล้ว: {count} ใน {folder} ข้ามไป: {left_out} {reason}</translation>
    </message>
    <message>
        <source>Your results are kept on this computer in an encrypted store.</source>
        <translation>ผลของคุณถูกเก็บในคลังข้อมูลเข้ารหัสบนคอมพิวเตอร์เครื่องนี้</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>ซูม</translation>
    </message>
    <message>
        <source>Zoom where the mouse is</source>
        <translation>ซูมตรงตำแหน่งเมาส์</translation>
    </message>
    <message>
        <source>Zoom {value} %</source>
        <translation>ซูม {value} %</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>ยอมรับแล้ว</translation>
    </message>
    <message>
        <source>all slices</source>
        <translation>ทุกสไลซ์</translation>
    </message>
    <message>
        <source>as opened</source>
        <translation>ตามลำดับที่เปิด</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>ตามที่เก็บไว้</translation>
    </message>
    <message>
        <source>at the detector</source>
        <translation>ที่ตัวรับภาพ</translation>
    </message>
    <message>
        <source>back and forth</source>
        <translation>ไปกลับ</translation>
    </message>
    <message>
        <source>benign</source>
        <translation>ชนิดไม่ร้าย</translation>
    </message>
    <message>
        <source>born {date}</source>
        <translation>เกิด {date}</translation>
    </message>
    <message>
        <source>both masks are empty</source>
        <translation>มาสก์ทั้งสองว่างเปล่า</translation>
    </message>
    <message>
        <source>by hand: nothing outlined yet</source>
        <translation>ด้วยมือ: ยังไม่ได้วาดขอบ</translation>
    </message>
    <message>
        <source>by name</source>
        <translation>ตามชื่อ</translation>
    </message>
    <message>
        <source>by the reader; the model said {model}</source>
        <translation>โดยผู้อ่านผล แบบจำลองระบุ {model}</translation>
    </message>
    <message>
        <source>case of the list</source>
        <translation>เคสของรายการ</translation>
    </message>
    <message>
        <source>click an end, the vertex and the other end</source>
        <translation>คลิกปลายหนึ่ง จุดยอด และอีกปลาย</translation>
    </message>
    <message>
        <source>click the corners and close with a double click, or drag a free stroke</source>
        <translation>คลิกที่มุมและปิดด้วยดับเบิลคลิก หรือลากเส้นอิสระ</translation>
    </message>
    <message>
        <source>click where it belongs</source>
        <translation>คลิกตำแหน่งที่ต้องการ</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>แก้ไขแล้ว</translation>
    </message>
    <message>
        <source>decision taken back</source>
        <translation>ย้อนการตัดสินใจแล้ว</translation>
    </message>
    <message>
        <source>diagnosis</source>
        <translation>การวินิจฉัย</translation>
    </message>
    <message>
        <source>done</source>
        <translation>เสร็จแล้ว</translation>
    </message>
    <message>
        <source>done again</source>
        <translation>ทำซ้ำแล้ว</translation>
    </message>
    <message>
        <source>drag along one line, then along the other</source>
        <translation>ลากตามเส้นหนึ่ง แล้วอีกเส้น</translation>
    </message>
    <message>
        <source>drag on the picture, or click where each point belongs</source>
        <translation>ลากบนภาพ หรือคลิกตำแหน่งแต่ละจุด</translation>
    </message>
    <message>
        <source>edge band</source>
        <translation>แถบขอบ</translation>
    </message>
    <message>
        <source>Engine not available: {value}</source>
        <translation>เครื่องประมวลผลใช้ไม่ได้: {value}</translation>
    </message>
    <message>
        <source>Engine not started</source>
        <translation>เครื่องประมวลผลยังไม่เริ่ม</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>ล้มเหลว</translation>
    </message>
    <message>
        <source>first</source>
        <translation>แรก</translation>
    </message>
    <message>
        <source>frame</source>
        <translation>เฟรม</translation>
    </message>
    <message>
        <source>had a result already</source>
        <translation>มีผลอยู่แล้ว</translation>
    </message>
    <message>
        <source>it is the only model installed</source>
        <translation>เป็นแบบจำลองเดียวที่ติดตั้งอยู่</translation>
    </message>
    <message>
        <source>its own pictures are clearly the most like this scan</source>
        <translation>ภาพของแบบจำลองนี้คล้ายภาพสแกนนี้มากที่สุดอย่างชัดเจน</translation>
    </message>
    <message>
        <source>high contrast</source>
        <translation>ความต่างระดับสีสูง</translation>
    </message>
    <message>
        <source>last</source>
        <translation>สุดท้าย</translation>
    </message>
    <message>
        <source>Loading engine…</source>
        <translation>กำลังโหลดเครื่องประมวลผล…</translation>
    </message>
    <message>
        <source>loop</source>
        <translation>วนซ้ำ</translation>
    </message>
    <message>
        <source>malignant</source>
        <translation>ชนิดร้าย</translation>
    </message>
    <message>
        <source>masks corrected</source>
        <translation>แก้ไขมาสก์</translation>
    </message>
    <message>
        <source>masks corrected by {account}, {value}, saved</source>
        <translation>มาสก์แก้ไขโดย {account}, {value}, บันทึกแล้ว</translation>
    </message>
    <message>
        <source>masks of {value}</source>
        <translation>มาสก์ของ {value}</translation>
    </message>
    <message>
        <source>new</source>
        <translation>ใหม่</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>ใหม่สุดก่อน</translation>
    </message>
    <message>
        <source>no lesion found</source>
        <translation>ไม่พบรอยโรค</translation>
    </message>
    <message>
        <source>no model installed</source>
        <translation>ไม่มีแบบจำลอง</translation>
    </message>
    <message>
        <source>no pixel with a value inside</source>
        <translation>ไม่มีพิกเซลที่มีค่าอยู่ภายใน</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>ไม่มีค่า</translation>
    </message>
    <message>
        <source>no-tumour</source>
        <translation>ไม่พบเนื้องอก</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ไม่มี</translation>
    </message>
    <message>
        <source>none seen</source>
        <translation>ไม่พบ</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>ปกติ</translation>
    </message>
    <message>
        <source>not accepted yet</source>
        <translation>ยังไม่ได้ยอมรับ</translation>
    </message>
    <message>
        <source>oldest first</source>
        <translation>เก่าสุดก่อน</translation>
    </message>
    <message>
        <source>only {title} takes this scan</source>
        <translation>มีเพียง {title} ที่รับภาพสแกนนี้</translation>
    </message>
    <message>
        <source>only {title} was made for such scans</source>
        <translation>มีเพียง {title} ที่สร้างมาเพื่อภาพสแกนแบบนี้</translation>
    </message>
    <message>
        <source>outline</source>
        <translation>เส้นขอบ</translation>
    </message>
    <message>
        <source>outline and fill</source>
        <translation>เส้นขอบและสีเติม</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>หยุดชั่วคราว</translation>
    </message>
    <message>
        <source>picture without patient data</source>
        <translation>ภาพที่ไม่มีข้อมูลผู้ป่วย</translation>
    </message>
    <message>
        <source>pneumonia</source>
        <translation>ปอดอักเสบ</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>ทำนายแล้ว</translation>
    </message>
    <message>
        <source>predicted, not saved yet</source>
        <translation>ทำนายแล้ว ยังไม่ได้บันทึก</translation>
    </message>
    <message>
        <source>predicted, saved, waiting for a reader</source>
        <translation>ทำนายแล้ว บันทึกแล้ว รอผู้อ่านผล</translation>
    </message>
    <message>
        <source>probability map</source>
        <translation>แผนที่ความน่าจะเป็น</translation>
    </message>
    <message>
        <source>Ready: {value}</source>
        <translation>พร้อม: {value}</translation>
    </message>
    <message>
        <source>Ready: {value}, 1 thread</source>
        <translation>พร้อม: {value}, 1 เธรด</translation>
    </message>
    <message>
        <source>Ready: {value}, {count} threads</source>
        <translation>พร้อม: {value}, {count} เธรด</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>ไม่รับ</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>ปฏิเสธแล้ว</translation>
    </message>
    <message>
        <source>running</source>
        <translation>กำลังทำงาน</translation>
    </message>
    <message>
        <source>running, {value} %</source>
        <translation>กำลังทำ {value} %</translation>
    </message>
    <message>
        <source>scale by user</source>
        <translation>มาตราส่วนจากผู้ใช้</translation>
    </message>
    <message>
        <source>scale: at the detector, not in the patient</source>
        <translation>มาตราส่วน: ที่ตัวรับภาพ ไม่ใช่ในตัวผู้ป่วย</translation>
    </message>
    <message>
        <source>scale: pixel spacing of the file</source>
        <translation>มาตราส่วน: ระยะพิกเซลของไฟล์</translation>
    </message>
    <message>
        <source>scale: set by the reader</source>
        <translation>มาตราส่วน: กำหนดโดยผู้อ่านผล</translation>
    </message>
    <message>
        <source>scale: ultrasound region of the file</source>
        <translation>มาตราส่วน: บริเวณอัลตราซาวด์ของไฟล์</translation>
    </message>
    <message>
        <source>sensitivity</source>
        <translation>ความไว</translation>
    </message>
    <message>
        <source>series of this patient</source>
        <translation>ชุดภาพของผู้ป่วยรายนี้</translation>
    </message>
    <message>
        <source>set as the reader's choice where several may read such a scan</source>
        <translation>ผู้อ่านผลกำหนดไว้เมื่อมีหลายแบบจำลองที่อ่านภาพสแกนแบบนี้ได้</translation>
    </message>
    <message>
        <source>slice</source>
        <translation>สไลซ์</translation>
    </message>
    <message>
        <source>specificity</source>
        <translation>ความจำเพาะ</translation>
    </message>
    <message>
        <source>state of the case</source>
        <translation>สถานะของเคส</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>ย้อนกลับแล้ว</translation>
    </message>
    <message>
        <source>to do first</source>
        <translation>งานค้างก่อน</translation>
    </message>
    <message>
        <source>tumour</source>
        <translation>เนื้องอก</translation>
    </message>
    <message>
        <source>uncalibrated</source>
        <translation>ไม่ได้ปรับเทียบ</translation>
    </message>
    <message>
        <source>uncalibrated: sizes in pixels</source>
        <translation>ไม่ได้ปรับเทียบ: ขนาดเป็นพิกเซล</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>ยังไม่ได้เลือก</translation>
    </message>
    <message>
        <source>validation of {data}</source>
        <translation>ชุดตรวจสอบ {data}</translation>
    </message>
    <message>
        <source>values: luminance of the colours, 0 to 255</source>
        <translation>ค่า: ความสว่างของสี 0 ถึง 255</translation>
    </message>
    <message>
        <source>whichever model fits</source>
        <translation>แบบจำลองที่ตรงกับภาพ</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>กำลังรอ</translation>
    </message>
    <message>
        <source>whole range</source>
        <translation>ทั้งช่วง</translation>
    </message>
    <message>
        <source>{added} cases wait for a prediction by {by}</source>
        <translation>{added} เคสรอการทำนายผลโดย {by}</translation>
    </message>
    <message>
        <source>{columns} × {rows} px</source>
        <translation>{columns} × {rows} px</translation>
    </message>
    <message>
        <source>{count} installed models were asked and none takes it.</source>
        <translation>ถามแบบจำลองที่ติดตั้ง {count} รายการแล้ว ไม่มีรายการใดรับภาพนี้</translation>
    </message>
    <message>
        <source>{count} lesions outlined</source>
        <translation>วาดขอบรอยโรค {count} แห่ง</translation>
    </message>
    <message>
        <source>{count} models take this scan: {titles}.</source>
        <translation>{count} แบบจำลองรับภาพสแกนนี้: {titles}</translation>
    </message>
    <message>
        <source>{count}, saved {saved_at}</source>
        <translation>{count} บันทึก {saved_at}</translation>
    </message>
    <message>
        <source>{distance} mm apart</source>
        <translation>ห่างกัน {distance} mm</translation>
    </message>
    <message>
        <source>{drawn} by {account}, {value}, saved</source>
        <translation>{drawn}โดย {account}, {value}, บันทึกแล้ว</translation>
    </message>
    <message>
        <source>{frames} frames</source>
        <translation>{frames} เฟรม</translation>
    </message>
    <message>
        <source>{frames} slices</source>
        <translation>{frames} สไลซ์</translation>
    </message>
    <message>
        <source>{had} had a result already</source>
        <translation>{had} มีผลอยู่แล้ว</translation>
    </message>
    <message>
        <source>{unfit} fit no installed model</source>
        <translation>{unfit} ไม่เหมาะกับโมเดลใดที่ติดตั้งไว้</translation>
    </message>
    <message>
        <source>{heading} deleted. Ctrl+Z brings it back.</source>
        <translation>ลบ {heading} แล้ว Ctrl+Z เพื่อคืนกลับ</translation>
    </message>
    <message>
        <source>{heading}, {words}: x {x}  y {y}.{value} Arrow keys move the cross, Enter places it. Esc leaves.</source>
        <translation>{heading}, {words}: x {x}  y {y}.{value} ปุ่มลูกศรเลื่อนกากบาท Enter วางจุด Esc ออก</translation>
    </message>
    <message>
        <source>{heading}: {value}, or press Space.</source>
        <translation>{heading}: {value} หรือกด Space</translation>
    </message>
    <message>
        <source>{hits} of {cases}</source>
        <translation>{hits} จาก {cases}</translation>
    </message>
    <message>
        <source>{key} is the key of {value}.</source>
        <translation>{key} เป็นปุ่มของ {value}</translation>
    </message>
    <message>
        <source>{n_results} results</source>
        <translation>{n_results} ผล</translation>
    </message>
    <message>
        <source>{name} this day</source>
        <translation>{name}วันนี้</translation>
    </message>
    <message>
        <source>{name} this day, included</source>
        <translation>{name}วันนี้ รวมวันนี้ด้วย</translation>
    </message>
    <message>
        <source>{offered} cases were</source>
        <translation>{offered} เคส</translation>
    </message>
    <message>
        <source>{pixels_per_mm} pixels per millimetre</source>
        <translation>{pixels_per_mm} พิกเซลต่อมิลลิเมตร</translation>
    </message>
    <message>
        <source>{state} by {reviewer}, {value}, saved</source>
        <translation>{state}โดย {reviewer}, {value}, บันทึกแล้ว</translation>
    </message>
    <message>
        <source>{state} by {reviewer}, {when}, saved</source>
        <translation>{state}โดย {reviewer}, {when}, บันทึกแล้ว</translation>
    </message>
    <message>
        <source>{title} over time</source>
        <translation>{title} ตามเวลา</translation>
    </message>
    <message>
        <source>{title} {version} on {device}</source>
        <translation>{title} {version} บน {device}</translation>
    </message>
    <message>
        <source>{title}: longest diameter over time</source>
        <translation>{title}: เส้นผ่านศูนย์กลางยาวสุดตามเวลา</translation>
    </message>
    <message>
        <source>{title}: nothing to change here.</source>
        <translation>{title}: ไม่มีสิ่งที่ต้องเปลี่ยน</translation>
    </message>
    <message>
        <source>{title}: the mask has changed meanwhile, so this was left out.</source>
        <translation>{title}: มาสก์เปลี่ยนไประหว่างนั้น จึงไม่ได้ทำ</translation>
    </message>
    <message>
        <source>{title}: working on {value} slices.</source>
        <translation>{title}: กำลังทำงานกับ {value} สไลซ์</translation>
    </message>
    <message>
        <source>{title}: {percent}; named from {threshold}</source>
        <translation>{title}: {percent} ระบุตั้งแต่ {threshold}</translation>
    </message>
    <message>
        <source>{told}: saved</source>
        <translation>{told}: บันทึกแล้ว</translation>
    </message>
    <message>
        <source>{told}: saved.</source>
        <translation>{told}: บันทึกแล้ว</translation>
    </message>
    <message>
        <source>{total} s ({network} s network)</source>
        <translation>{total} s (เครือข่าย {network} s)</translation>
    </message>
    <message>
        <source>{value} calibrated probability</source>
        <translation>ความน่าจะเป็นที่ปรับเทียบแล้ว {value}</translation>
    </message>
    <message>
        <source>{value} cases</source>
        <translation>{value} เคส</translation>
    </message>
    <message>
        <source>{value} cases wait for a prediction</source>
        <translation>{value} เคสรอการทำนายผล</translation>
    </message>
    <message>
        <source>{value} de-identified files</source>
        <translation>ไฟล์ไม่ระบุตัวตน {value} ไฟล์</translation>
    </message>
    <message>
        <source>{value} files</source>
        <translation>{value} ไฟล์</translation>
    </message>
    <message>
        <source>{value} files could not be opened. {reason} And {more} more.</source>
        <translation>เปิดไม่ได้ {value} ไฟล์ {reason} และอีก {more}</translation>
    </message>
    <message>
        <source>{value} left</source>
        <translation>เหลืออีก {value}</translation>
    </message>
    <message>
        <source>{value} px (uncalibrated)</source>
        <translation>{value} px (ไม่ได้ปรับเทียบ)</translation>
    </message>
    <message>
        <source>{were} waiting: go on?</source>
        <translation>{were} รออยู่: ทำต่อหรือไม่</translation>
    </message>
    <message>
        <source>{words} and saved.</source>
        <translation>{words} และบันทึกแล้ว</translation>
    </message>
    <message>
        <source>“Predict anyway” has it read by {title}, the nearest of them.</source>
        <translation>“ทำนายผลต่อไป” ให้ {title} ซึ่งใกล้เคียงที่สุดอ่านภาพนี้</translation>
    </message>
    <message>
        <source>○ new</source>
        <translation>○ ใหม่</translation>
    </message>
    <message>
        <source>◐ predicted</source>
        <translation>◐ ทำนายแล้ว</translation>
    </message>
    <message>
        <source>✎ corrected</source>
        <translation>✎ แก้ไขแล้ว</translation>
    </message>
    <message>
        <source>✓ accepted</source>
        <translation>✓ ยอมรับแล้ว</translation>
    </message>
    <message>
        <source>✕ rejected</source>
        <translation>✕ ปฏิเสธแล้ว</translation>
    </message>
    <message>
        <source>A new lesion</source>
        <translation>รอยโรคใหม่</translation>
    </message>
    <message>
        <source>Arithmetic, not a response: RECIST 1.1 also weighs lymph nodes, other and new lesions.</source>
        <translation>เป็นการคำนวณ ไม่ใช่ผลการตอบสนอง: RECIST 1.1 พิจารณาต่อมน้ำเหลือง รอยโรคอื่นและรอยโรคใหม่ด้วย</translation>
    </message>
    <message>
        <source>Choose the lesion of another scan that this one is, or a new lesion</source>
        <translation>เลือกรอยโรคของภาพอื่นที่เป็นรอยเดียวกัน หรือรอยโรคใหม่</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>เลือก…</translation>
    </message>
    <message>
        <source>Match lesion</source>
        <translation>จับคู่รอยโรค</translation>
    </message>
    <message>
        <source>Matched by the reader.</source>
        <translation>ผู้อ่านเป็นผู้จับคู่</translation>
    </message>
    <message>
        <source>No lesion is matched over time yet; open the later scan and choose below.</source>
        <translation>ยังไม่มีรอยโรคที่จับคู่ตามเวลา เปิดภาพที่ใหม่กว่าแล้วเลือกด้านล่าง</translation>
    </message>
    <message>
        <source>No sum of diameters: {reason}.</source>
        <translation>ไม่มีผลรวมเส้นผ่านศูนย์กลาง: {reason}</translation>
    </message>
    <message>
        <source>Proposed: the only one of each study, read by the same model.</source>
        <translation>ข้อเสนอ: เป็นรอยเดียวของแต่ละการตรวจ อ่านด้วยโมเดลเดียวกัน</translation>
    </message>
    <message>
        <source>Sum of longest diameters, target lesions: {count}</source>
        <translation>ผลรวมเส้นผ่านศูนย์กลางยาวสุด รอยโรคเป้าหมาย: {count}</translation>
    </message>
    <message>
        <source>Which lesion finding {number} of this scan is</source>
        <translation>สิ่งที่พบ {number} ของภาพนี้เป็นรอยโรคใด</translation>
    </message>
    <message>
        <source>no smallest: not every day before can be compared</source>
        <translation>ไม่มีค่าเล็กสุด: วันก่อนหน้าเปรียบเทียบกันไม่ได้ทุกวัน</translation>
    </message>
    <message>
        <source>smallest sum unknown: a day before has none</source>
        <translation>ไม่ทราบผลรวมเล็กสุด: มีวันก่อนหน้าที่ไม่มีผลรวม</translation>
    </message>
    <message>
        <source>{percent} %, {more} mm since baseline: at or beyond the 30 % decrease of RECIST 1.1</source>
        <translation>{percent} %, {more} mm จากค่าตั้งต้น: ถึงเกณฑ์ลดลง 30 % ของ RECIST 1.1</translation>
    </message>
    <message>
        <source>{percent} %, {more} mm since baseline: short of the 30 % decrease of RECIST 1.1</source>
        <translation>{percent} %, {more} mm จากค่าตั้งต้น: ไม่ถึงเกณฑ์ลดลง 30 % ของ RECIST 1.1</translation>
    </message>
    <message>
        <source>{percent} %, {more} mm since smallest: at or beyond the 20 % and 5 mm of RECIST 1.1</source>
        <translation>{percent} %, {more} mm จากค่าเล็กสุด: ถึงเกณฑ์ 20 % และ 5 mm ของ RECIST 1.1</translation>
    </message>
    <message>
        <source>{percent} %, {more} mm since smallest: short of the 20 % and 5 mm of RECIST 1.1</source>
        <translation>{percent} %, {more} mm จากค่าเล็กสุด: ไม่ถึงเกณฑ์ 20 % และ 5 mm ของ RECIST 1.1</translation>
    </message>
    <message>
        <source>{date}: no sum of diameters: {reason}</source>
        <translation>{date}: ไม่มีผลรวมเส้นผ่านศูนย์กลาง: {reason}</translation>
    </message>
    <message>
        <source>{date}: sum of diameters {total}</source>
        <translation>{date}: ผลรวมเส้นผ่านศูนย์กลาง {total}</translation>
    </message>
    <message>
        <source>{date}: sum of diameters {total} (baseline)</source>
        <translation>{date}: ผลรวมเส้นผ่านศูนย์กลาง {total} (ค่าตั้งต้น)</translation>
    </message>
    <message>
        <source>{title}, finding {number} of this scan ({size}) is:</source>
        <translation>{title} สิ่งที่พบ {number} ของภาพนี้ ({size}) คือ:</translation>
    </message>
    <message>
        <source>since
baseline</source>
        <translation>จากค่า
ตั้งต้น</translation>
    </message>
    <message>
        <source>since
smallest</source>
        <translation>จากค่า
เล็กสุด</translation>
    </message>
    <message>
        <source>not comparable</source>
        <translation>เปรียบเทียบไม่ได้</translation>
    </message>
    <message>
        <source>not comparable: {reason}</source>
        <translation>เปรียบเทียบไม่ได้: {reason}</translation>
    </message>
    <message>
        <source>no scale</source>
        <translation>ไม่มีมาตราส่วน</translation>
    </message>
    <message>
        <source>different scales</source>
        <translation>มาตราส่วนต่างกัน</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>ไม่ได้วัด</translation>
    </message>
    <message>
        <source>read by another model</source>
        <translation>อ่านด้วยโมเดลอื่น</translation>
    </message>
    <message>
        <source>the scale is at the detector, not in the patient</source>
        <translation>มาตราส่วนอยู่ที่ตัวรับภาพ ไม่ใช่ในตัวผู้ป่วย</translation>
    </message>
    <message>
        <source>no matched lesion of 10 mm or more at baseline</source>
        <translation>ไม่มีรอยโรคที่จับคู่ซึ่งยาว 10 mm ขึ้นไปที่ค่าตั้งต้น</translation>
    </message>
    <message>
        <source>a lesion has no match on this day</source>
        <translation>มีรอยโรคที่ไม่มีคู่ในวันนี้</translation>
    </message>
    <message>
        <source>{percent} %, {more} mm since baseline</source>
        <translation>{percent} %, {more} mm จากค่าตั้งต้น</translation>
    </message>
</context>
<context>
    <name>QKeySequenceEdit</name>
    <message>
        <source>Press shortcut</source>
        <translation>กดปุ่มลัด</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>เลิกทำ(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>ทำซ้ำ(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>ตัด(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>คัดลอก(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>วาง(&amp;P)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>ลบ</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>เลือกทั้งหมด</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>ตกลง</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>ยกเลิก</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>ปิด</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>เปิด</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>บันทึก</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>เลิกทำ(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>ทำซ้ำ(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>ตัด(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>คัดลอก(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>วาง(&amp;P)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>ลบ</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>เลือกทั้งหมด</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>(95 % interval {low} to {high} %)</source>
        <translation>(ช่วง 95 %: {low} ถึง {high} %)</translation>
    </message>
    <message>
        <source>* No person has accepted or corrected this outline: its sizes are the model's.</source>
        <translation>* ยังไม่มีผู้ใดยอมรับหรือแก้ไขเส้นขอบนี้: ขนาดเป็นของแบบจำลอง</translation>
    </message>
    <message>
        <source>AI reading report</source>
        <translation>รายงานการอ่านภาพด้วย AI</translation>
    </message>
    <message>
        <source>About this report</source>
        <translation>เกี่ยวกับรายงานนี้</translation>
    </message>
    <message>
        <source>Accepted by {name} on {time}</source>
        <translation>ยอมรับโดย {name} เมื่อ {time}</translation>
    </message>
    <message>
        <source>Accession</source>
        <translation>เลขที่การตรวจ</translation>
    </message>
    <message>
        <source>Age at study</source>
        <translation>อายุขณะตรวจ</translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation>วันเกิด</translation>
    </message>
    <message>
        <source>Calibrated probability by the model</source>
        <translation>ความน่าจะเป็นที่ปรับเทียบแล้วโดยแบบจำลอง</translation>
    </message>
    <message>
        <source>Category of RECIST 1.1, by the sum alone</source>
        <translation>ประเภทตาม RECIST 1.1 จากผลรวมเท่านั้น</translation>
    </message>
    <message>
        <source>Conclusion</source>
        <translation>ข้อสรุป</translation>
    </message>
    <message>
        <source>Corrected by {name} on {time}</source>
        <translation>แก้ไขโดย {name} เมื่อ {time}</translation>
    </message>
    <message>
        <source>Cost: of 100 {name} cases about {missed} are missed; of 100 others about {alarms} are called {name}.</source>
        <translation>ผลแลกเปลี่ยน: จาก 100 เคสที่เป็น{name} จะพลาดประมาณ {missed} เคส จากเคสอื่น 100 เคส ประมาณ {alarms} เคสถูกระบุว่าเป็น{name}</translation>
    </message>
    <message>
        <source>Demonstration: simulated scans of nobody.</source>
        <translation>สาธิต: ภาพสแกนจำลอง ไม่ใช่ของบุคคลใด</translation>
    </message>
    <message>
        <source>Drawn by the reader on image {image}: {numbers} of the table</source>
        <translation>ผู้อ่านวาดบนภาพ {image}: {numbers} ในตาราง</translation>
    </message>
    <message>
        <source>Drawn by the reader: {numbers} of the table</source>
        <translation>ผู้อ่านวาด: {numbers} ในตาราง</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ไฟล์</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>สิ่งที่พบ</translation>
    </message>
    <message>
        <source>Follow-up: {what}</source>
        <translation>การติดตาม: {what}</translation>
    </message>
    <message>
        <source>For {name}: {figures}, on {cases}.</source>
        <translation>สำหรับ{name}: {figures} จาก {cases}</translation>
    </message>
    <message>
        <source>Imager Pixel Spacing (at the detector, not corrected for magnification)</source>
        <translation>Imager Pixel Spacing (ที่ตัวรับภาพ ไม่ได้แก้กำลังขยาย)</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>สถาบัน</translation>
    </message>
    <message>
        <source>Lesions of another kind are summed by themselves here; RECIST 1.1 has one sum of all target lesions of a patient.</source>
        <translation>รอยโรคชนิดอื่นรวมแยกกันที่นี่ RECIST 1.1 ใช้ผลรวมเดียวของรอยโรคเป้าหมายทั้งหมดของผู้ป่วย</translation>
    </message>
    <message>
        <source>Liver</source>
        <translation>ตับ</translation>
    </message>
    <message>
        <source>Longest diameter of the one target lesion</source>
        <translation>เส้นผ่านศูนย์กลางยาวสุดของรอยโรคเป้าหมายหนึ่งรอย</translation>
    </message>
    <message>
        <source>Made by MedViewer {version} on {time}. The program supports research and teaching; it does not replace a physician's reading.</source>
        <translation>จัดทำโดย MedViewer {version} เมื่อ {time} โปรแกรมนี้สนับสนุนการวิจัยและการสอน ไม่ได้แทนการอ่านของแพทย์</translation>
    </message>
    <message>
        <source>Made in privacy mode: name, identifier, birth date, accession number, institution and file name are left out. Text burnt into the scans by the scanner, comments and notes are shown as they are.</source>
        <translation>จัดทำในโหมดความเป็นส่วนตัว: ตัดชื่อ หมายเลข วันเกิด เลขที่การตรวจ สถาบัน และชื่อไฟล์ออก ข้อความที่เครื่องฝังไว้ในภาพ ความเห็น และบันทึกแสดงตามเดิม</translation>
    </message>
    <message>
        <source>Made on {time} by {name}</source>
        <translation>จัดทำเมื่อ {time} โดย {name}</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>มาสก์</translation>
    </message>
    <message>
        <source>Masks corrected by {name} on {time}; sizes are of the corrected masks</source>
        <translation>มาสก์แก้ไขโดย {name} เมื่อ {time} ขนาดเป็นของมาสก์ที่แก้ไขแล้ว</translation>
    </message>
    <message>
        <source>Measured: {figures}, on {cases}.</source>
        <translation>วัดได้: {figures} จาก {cases}</translation>
    </message>
    <message>
        <source>Measurements by the reader</source>
        <translation>การวัดโดยผู้อ่าน</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>วิธีตรวจ</translation>
    </message>
    <message>
        <source>Model's answer: {title}, probability {share}</source>
        <translation>คำตอบของแบบจำลอง: {title} ความน่าจะเป็น {share}</translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation>แบบจำลอง: {name}</translation>
    </message>
    <message>
        <source>Name in a script not printed here</source>
        <translation>ชื่อในอักษรที่พิมพ์ที่นี่ไม่ได้</translation>
    </message>
    <message>
        <source>Names malignant early, to find at least 95 % of them, at the price of more false alarms.</source>
        <translation>ระบุชนิดร้ายแต่เนิ่น ๆ เพื่อพบอย่างน้อย 95 % โดยแลกกับสัญญาณเตือนผิดที่มากขึ้น</translation>
    </message>
    <message>
        <source>Names malignant early, to find at least 98 % of them, at the price of more false alarms.</source>
        <translation>ระบุชนิดร้ายแต่เนิ่น ๆ เพื่อพบอย่างน้อย 98 % โดยแลกกับสัญญาณเตือนผิดที่มากขึ้น</translation>
    </message>
    <message>
        <source>Names pneumonia early, to find at least 95 % of them, at the price of more false alarms.</source>
        <translation>ระบุปอดอักเสบแต่เนิ่น ๆ เพื่อพบอย่างน้อย 95 % โดยแลกกับสัญญาณเตือนผิดที่มากขึ้น</translation>
    </message>
    <message>
        <source>Names pneumonia early, to find at least 98 % of them, at the price of more false alarms.</source>
        <translation>ระบุปอดอักเสบแต่เนิ่น ๆ เพื่อพบอย่างน้อย 98 % โดยแลกกับสัญญาณเตือนผิดที่มากขึ้น</translation>
    </message>
    <message>
        <source>Names the most probable class; its figures are those of malignant.</source>
        <translation>ระบุกลุ่มที่น่าจะเป็นที่สุด ตัวเลขเป็นของกลุ่มชนิดร้าย</translation>
    </message>
    <message>
        <source>Names the most probable class; its figures are those of pneumonia.</source>
        <translation>ระบุกลุ่มที่น่าจะเป็นที่สุด ตัวเลขเป็นของกลุ่มปอดอักเสบ</translation>
    </message>
    <message>
        <source>Names the most probable class; its figures are those of tumour.</source>
        <translation>ระบุกลุ่มที่น่าจะเป็นที่สุด ตัวเลขเป็นของกลุ่มเนื้องอก</translation>
    </message>
    <message>
        <source>Names tumour early, to find at least 95 % of them, at the price of more false alarms.</source>
        <translation>ระบุเนื้องอกแต่เนิ่น ๆ เพื่อพบอย่างน้อย 95 % โดยแลกกับสัญญาณเตือนผิดที่มากขึ้น</translation>
    </message>
    <message>
        <source>Names tumour early, to find at least 98 % of them, at the price of more false alarms.</source>
        <translation>ระบุเนื้องอกแต่เนิ่น ๆ เพื่อพบอย่างน้อย 98 % โดยแลกกับสัญญาณเตือนผิดที่มากขึ้น</translation>
    </message>
    <message>
        <source>No diagnosis named</source>
        <translation>ไม่มีการระบุการวินิจฉัย</translation>
    </message>
    <message>
        <source>No model has read this scan</source>
        <translation>ยังไม่มีแบบจำลองใดอ่านภาพสแกนนี้</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>ที่</translation>
    </message>
    <message>
        <source>Not reviewed by a person</source>
        <translation>ยังไม่มีผู้ใดตรวจทาน</translation>
    </message>
    <message>
        <source>Not shown here: image {number}.</source>
        <translation>ไม่ได้แสดงที่นี่: ภาพ {number}</translation>
    </message>
    <message>
        <source>Not shown here: images {numbers}.</source>
        <translation>ไม่ได้แสดงที่นี่: ภาพ {numbers}</translation>
    </message>
    <message>
        <source>Nothing outlined on this picture</source>
        <translation>ไม่มีเส้นขอบบนภาพนี้</translation>
    </message>
    <message>
        <source>Outlined by {name} on {time}</source>
        <translation>วาดขอบโดย {name} เมื่อ {time}</translation>
    </message>
    <message>
        <source>Outlined on one day and matched to no other: {lesions}.</source>
        <translation>มีเส้นขอบเพียงวันเดียวและไม่ได้จับคู่กับวันอื่น: {lesions}</translation>
    </message>
    <message>
        <source>Outlined: {what} (dashed line: predicted by the model)</source>
        <translation>เส้นขอบ: {what} (เส้นประ: แบบจำลองทำนาย)</translation>
    </message>
    <message>
        <source>Outlined: {what} (solid line: confirmed by the reader)</source>
        <translation>เส้นขอบ: {what} (เส้นทึบ: ผู้อ่านยืนยันแล้ว)</translation>
    </message>
    <message>
        <source>Outlined: {what} (solid line: corrected by the reader)</source>
        <translation>เส้นขอบ: {what} (เส้นทึบ: ผู้อ่านแก้ไขแล้ว)</translation>
    </message>
    <message>
        <source>Outlined: {what} (solid line: drawn by the reader)</source>
        <translation>เส้นขอบ: {what} (เส้นทึบ: ผู้อ่านวาด)</translation>
    </message>
    <message>
        <source>Page {number} of {total}</source>
        <translation>หน้า {number} จาก {total}</translation>
    </message>
    <message>
        <source>Patient ID</source>
        <translation>หมายเลขผู้ป่วย</translation>
    </message>
    <message>
        <source>Pixel Spacing</source>
        <translation>Pixel Spacing</translation>
    </message>
    <message>
        <source>Read at</source>
        <translation>อ่านเมื่อ</translation>
    </message>
    <message>
        <source>Reader's comment</source>
        <translation>ความเห็นของผู้อ่าน</translation>
    </message>
    <message>
        <source>Reading the figures</source>
        <translation>วิธีอ่านตัวเลข</translation>
    </message>
    <message>
        <source>Refusal overridden by the reader</source>
        <translation>การปฏิเสธที่ผู้อ่านข้าม</translation>
    </message>
    <message>
        <source>Rejected by {name} on {time}</source>
        <translation>ปฏิเสธโดย {name} เมื่อ {time}</translation>
    </message>
    <message>
        <source>Rejected: no conclusion</source>
        <translation>ปฏิเสธ: ไม่มีข้อสรุป</translation>
    </message>
    <message>
        <source>Result {number}</source>
        <translation>ผลที่ {number}</translation>
    </message>
    <message>
        <source>Result {number} was read against the model's refusal: {refusal}</source>
        <translation>ผลที่ {number} อ่านทั้งที่แบบจำลองปฏิเสธ: {refusal}</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>การตรวจทาน</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>มาตราส่วน</translation>
    </message>
    <message>
        <source>Scale: {source}.</source>
        <translation>มาตราส่วน: {source}</translation>
    </message>
    <message>
        <source>Scan as shown</source>
        <translation>ภาพสแกนตามที่แสดง</translation>
    </message>
    <message>
        <source>Sensitivity 95 %</source>
        <translation>ความไว 95 %</translation>
    </message>
    <message>
        <source>Sensitivity 98 %</source>
        <translation>ความไว 98 %</translation>
    </message>
    <message>
        <source>Sensitivity and specificity of this point were not measured.</source>
        <translation>ไม่ได้วัดความไวและความจำเพาะของจุดนี้</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>ชุดภาพ</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>เพศ</translation>
    </message>
    <message>
        <source>Since baseline</source>
        <translation>จากค่าตั้งต้น</translation>
    </message>
    <message>
        <source>Since the smallest so far</source>
        <translation>จากค่าเล็กสุดถึงขณะนั้น</translation>
    </message>
    <message>
        <source>Since the smallest sum</source>
        <translation>จากผลรวมเล็กสุด</translation>
    </message>
    <message>
        <source>Since the study before</source>
        <translation>จากการตรวจครั้งก่อน</translation>
    </message>
    <message>
        <source>Study date</source>
        <translation>วันที่ตรวจ</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>ผลรวม</translation>
    </message>
    <message>
        <source>Sum of the longest diameters of {count} target lesions</source>
        <translation>ผลรวมเส้นผ่านศูนย์กลางยาวสุดของรอยโรคเป้าหมาย {count} รอย</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>สรุป</translation>
    </message>
    <message>
        <source>Targets are the {count} longest of {measurable} lesions of 10 mm or more: RECIST 1.1 takes at most five in all and two in an organ.</source>
        <translation>เป้าหมายคือ {count} รอยที่ยาวที่สุดจาก {measurable} รอยที่ยาวตั้งแต่ 10 mm: RECIST 1.1 นับไม่เกินห้ารอยทั้งหมดและสองรอยต่ออวัยวะ</translation>
    </message>
    <message>
        <source>The category is arithmetic on the diameters measured here, not a judgement: RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009; 45: 228-247) also weighs lymph nodes, other lesions and new ones, and the reader decides. A lesion that is gone leaves its day without a sum, so that a complete response is never told here.</source>
        <translation>ประเภทเป็นการคำนวณจากเส้นผ่านศูนย์กลางที่วัดที่นี่ ไม่ใช่การวินิจฉัย: RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009; 45: 228-247) พิจารณาต่อมน้ำเหลือง รอยโรคอื่น และรอยโรคใหม่ด้วย และผู้อ่านเป็นผู้ตัดสิน รอยโรคที่หายไปทำให้วันนั้นไม่มีผลรวม จึงไม่มีการระบุการตอบสนองสมบูรณ์ที่นี่</translation>
    </message>
    <message>
        <source>The diagnosis was left as it was.</source>
        <translation>การวินิจฉัยคงเดิม</translation>
    </message>
    <message>
        <source>The model names no diagnosis</source>
        <translation>แบบจำลองไม่ระบุการวินิจฉัย</translation>
    </message>
    <message>
        <source>The model outlined nothing.</source>
        <translation>แบบจำลองไม่ได้วาดเส้นขอบ</translation>
    </message>
    <message>
        <source>The model states no limits: treat every answer as unproven.</source>
        <translation>แบบจำลองไม่ได้แจ้งข้อจำกัด: ให้ถือว่าทุกคำตอบยังไม่ได้พิสูจน์</translation>
    </message>
    <message>
        <source>The most probable class is named.</source>
        <translation>ระบุกลุ่มที่น่าจะเป็นที่สุด</translation>
    </message>
    <message>
        <source>The organ is not known to the program: that no more than two are in one is not checked.</source>
        <translation>โปรแกรมไม่ทราบอวัยวะ: ไม่ได้ตรวจว่าแต่ละอวัยวะมีไม่เกินสองรอย</translation>
    </message>
    <message>
        <source>The probabilities are calibrated: among cases like those the model was measured on, about as many are of a class as its probability says. Other patients, scanners and views may differ.</source>
        <translation>ความน่าจะเป็นผ่านการปรับเทียบแล้ว: ในเคสที่คล้ายกับเคสที่ใช้วัดแบบจำลอง จำนวนที่อยู่ในกลุ่มหนึ่งใกล้เคียงกับความน่าจะเป็นของกลุ่มนั้น ผู้ป่วย เครื่อง และมุมภาพอื่นอาจต่างไป</translation>
    </message>
    <message>
        <source>The reader changed the diagnosis from {before} to {after}.</source>
        <translation>ผู้อ่านเปลี่ยนการวินิจฉัยจาก{before}เป็น{after}</translation>
    </message>
    <message>
        <source>The reader named the diagnosis.</source>
        <translation>ผู้อ่านเป็นผู้ระบุการวินิจฉัย</translation>
    </message>
    <message>
        <source>The reader took every outline away.</source>
        <translation>ผู้อ่านลบเส้นขอบทั้งหมด</translation>
    </message>
    <message>
        <source>The reader's own diagnosis: {title}.</source>
        <translation>การวินิจฉัยของผู้อ่าน: {title}</translation>
    </message>
    <message>
        <source>The same scan. {caption}.</source>
        <translation>ภาพสแกนเดียวกัน {caption}</translation>
    </message>
    <message>
        <source>The scan is a picture file that names no patient: whose it is rests on the file alone.</source>
        <translation>ภาพสแกนเป็นไฟล์ภาพที่ไม่ระบุผู้ป่วย: เป็นของใครขึ้นอยู่กับไฟล์เท่านั้น</translation>
    </message>
    <message>
        <source>The scan with what the reader drew: {what}.</source>
        <translation>ภาพสแกนพร้อมสิ่งที่ผู้อ่านวาด: {what}</translation>
    </message>
    <message>
        <source>The scan without any mark of the program.</source>
        <translation>ภาพสแกนที่ไม่มีเครื่องหมายของโปรแกรม</translation>
    </message>
    <message>
        <source>Thick bars: one pixel at each end of the diameter.</source>
        <translation>แท่งหนา: หนึ่งพิกเซลที่ปลายแต่ละด้านของเส้นผ่านศูนย์กลาง</translation>
    </message>
    <message>
        <source>Thin bars: how far readers of CT differ over one lesion, −22 % to +25 % (95 % limits of agreement; Yoon et al., Eur J Cancer 2016; 53: 5-15).</source>
        <translation>แท่งบาง: ผู้อ่าน CT วัดรอยโรคเดียวกันต่างกันเพียงใด −22 % ถึง +25 % (ขอบเขตความสอดคล้อง 95 %, Yoon et al., Eur J Cancer 2016; 53: 5-15)</translation>
    </message>
    <message>
        <source>This model names a diagnosis; it does not outline.</source>
        <translation>แบบจำลองนี้ระบุการวินิจฉัย ไม่ได้วาดเส้นขอบ</translation>
    </message>
    <message>
        <source>Tumour</source>
        <translation>เนื้องอก</translation>
    </message>
    <message>
        <source>Where a scan states no scale, sizes are in pixels and marked uncalibrated.</source>
        <translation>หากภาพสแกนไม่ระบุมาตราส่วน ขนาดเป็นพิกเซลและระบุว่าไม่ได้ปรับเทียบ</translation>
    </message>
    <message>
        <source>Where this comes from</source>
        <translation>ที่มา</translation>
    </message>
    <message>
        <source>an unstated number of cases</source>
        <translation>จำนวนเคสที่ไม่ได้ระบุ</translation>
    </message>
    <message>
        <source>angle</source>
        <translation>มุม</translation>
    </message>
    <message>
        <source>area</source>
        <translation>พื้นที่</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>ค่าตั้งต้น</translation>
    </message>
    <message>
        <source>computed radiography</source>
        <translation>เอกซเรย์คอมพิวเตดเรดิโอกราฟี</translation>
    </message>
    <message>
        <source>computed tomography</source>
        <translation>เอกซเรย์คอมพิวเตอร์</translation>
    </message>
    <message>
        <source>corrected by {name} at {time}; the model's own are in the store</source>
        <translation>แก้ไขโดย {name} เมื่อ {time} ของแบบจำลองอยู่ในคลังข้อมูล</translation>
    </message>
    <message>
        <source>digital radiography</source>
        <translation>เอกซเรย์ดิจิทัล</translation>
    </message>
    <message>
        <source>drawn by {name} at {time}</source>
        <translation>วาดโดย {name} เมื่อ {time}</translation>
    </message>
    <message>
        <source>endoscopy</source>
        <translation>การส่องกล้อง</translation>
    </message>
    <message>
        <source>female</source>
        <translation>หญิง</translation>
    </message>
    <message>
        <source>general microscopy</source>
        <translation>กล้องจุลทรรศน์</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>ซ่อน</translation>
    </message>
    <message>
        <source>in pixels: not all of it is in one ultrasound region with a scale</source>
        <translation>เป็นพิกเซล: ไม่ได้อยู่ในบริเวณอัลตราซาวนด์เดียวที่มีมาตราส่วนทั้งหมด</translation>
    </message>
    <message>
        <source>in pixels: the file has no scale</source>
        <translation>เป็นพิกเซล: ไฟล์ไม่มีมาตราส่วน</translation>
    </message>
    <message>
        <source>length</source>
        <translation>ความยาว</translation>
    </message>
    <message>
        <source>longest diameter</source>
        <translation>เส้นผ่านศูนย์กลางยาวสุด</translation>
    </message>
    <message>
        <source>magnetic resonance</source>
        <translation>เอ็มอาร์ไอ</translation>
    </message>
    <message>
        <source>male</source>
        <translation>ชาย</translation>
    </message>
    <message>
        <source>mammography</source>
        <translation>แมมโมแกรม</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>ค่าสูงสุด</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>ค่าเฉลี่ย</translation>
    </message>
    <message>
        <source>mean probability</source>
        <translation>ความน่าจะเป็นเฉลี่ย</translation>
    </message>
    <message>
        <source>minimum</source>
        <translation>ค่าต่ำสุด</translation>
    </message>
    <message>
        <source>n = {count} cases</source>
        <translation>n = {count} เคส</translation>
    </message>
    <message>
        <source>no area: the outline crosses itself</source>
        <translation>ไม่มีพื้นที่: เส้นขอบตัดกันเอง</translation>
    </message>
    <message>
        <source>no smallest: days differ</source>
        <translation>ไม่มีค่าเล็กสุด: แต่ละวันเทียบกันไม่ได้</translation>
    </message>
    <message>
        <source>no sum: {reason}</source>
        <translation>ไม่มีผลรวม: {reason}</translation>
    </message>
    <message>
        <source>not comparable: different scales</source>
        <translation>เทียบไม่ได้: มาตราส่วนต่างกัน</translation>
    </message>
    <message>
        <source>not comparable: no scale</source>
        <translation>เทียบไม่ได้: ไม่มีมาตราส่วน</translation>
    </message>
    <message>
        <source>not comparable: not measured</source>
        <translation>เทียบไม่ได้: ไม่ได้วัด</translation>
    </message>
    <message>
        <source>not comparable: read by another model</source>
        <translation>เทียบไม่ได้: อ่านโดยแบบจำลองอื่น</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>ไม่ทราบ</translation>
    </message>
    <message>
        <source>not known: a day before has no sum</source>
        <translation>ไม่ทราบ: วันก่อนหน้าไม่มีผลรวม</translation>
    </message>
    <message>
        <source>not measured: it crosses ultrasound regions of different scale</source>
        <translation>ไม่ได้วัด: พาดข้ามบริเวณอัลตราซาวนด์ที่มาตราส่วนต่างกัน</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>ไม่ระบุ</translation>
    </message>
    <message>
        <source>nuclear medicine</source>
        <translation>เวชศาสตร์นิวเคลียร์</translation>
    </message>
    <message>
        <source>number {number}</source>
        <translation>หมายเลข {number}</translation>
    </message>
    <message>
        <source>numbers {first} and {last}</source>
        <translation>หมายเลข {first} และ {last}</translation>
    </message>
    <message>
        <source>numbers {first} to {last}</source>
        <translation>หมายเลข {first} ถึง {last}</translation>
    </message>
    <message>
        <source>ophthalmic photography</source>
        <translation>ภาพถ่ายจักษุ</translation>
    </message>
    <message>
        <source>optical coherence tomography</source>
        <translation>โอซีที</translation>
    </message>
    <message>
        <source>other</source>
        <translation>อื่น ๆ</translation>
    </message>
    <message>
        <source>partial response</source>
        <translation>ตอบสนองบางส่วน</translation>
    </message>
    <message>
        <source>perimeter</source>
        <translation>เส้นรอบรูป</translation>
    </message>
    <message>
        <source>perpendicular diameter</source>
        <translation>เส้นผ่านศูนย์กลางตั้งฉาก</translation>
    </message>
    <message>
        <source>photograph</source>
        <translation>ภาพถ่าย</translation>
    </message>
    <message>
        <source>positron emission tomography</source>
        <translation>เพทสแกน</translation>
    </message>
    <message>
        <source>progressive disease</source>
        <translation>โรคลุกลาม</translation>
    </message>
    <message>
        <source>set by the reader</source>
        <translation>กำหนดโดยผู้อ่าน</translation>
    </message>
    <message>
        <source>slide microscopy</source>
        <translation>สไลด์กล้องจุลทรรศน์</translation>
    </message>
    <message>
        <source>stable disease</source>
        <translation>โรคคงที่</translation>
    </message>
    <message>
        <source>standard deviation</source>
        <translation>ส่วนเบี่ยงเบนมาตรฐาน</translation>
    </message>
    <message>
        <source>the file has no scale: pixels taken for square</source>
        <translation>ไฟล์ไม่มีมาตราส่วน: ถือว่าพิกเซลเป็นสี่เหลี่ยมจัตุรัส</translation>
    </message>
    <message>
        <source>ultrasound</source>
        <translation>อัลตราซาวนด์</translation>
    </message>
    <message>
        <source>ultrasound region</source>
        <translation>บริเวณอัลตราซาวนด์</translation>
    </message>
    <message>
        <source>uncalibrated: sizes are in pixels</source>
        <translation>ไม่ได้ปรับเทียบ: ขนาดเป็นพิกเซล</translation>
    </message>
    <message>
        <source>volume</source>
        <translation>ปริมาตร</translation>
    </message>
    <message>
        <source>{answer} (not upheld)</source>
        <translation>{answer} (ไม่คงไว้)</translation>
    </message>
    <message>
        <source>{answer} (rejected)</source>
        <translation>{answer} (ปฏิเสธ)</translation>
    </message>
    <message>
        <source>{before} and {last}</source>
        <translation>{before} และ {last}</translation>
    </message>
    <message>
        <source>{cases} of {data}</source>
        <translation>{cases} ของ {data}</translation>
    </message>
    <message>
        <source>{count} months</source>
        <translation>{count} เดือน</translation>
    </message>
    <message>
        <source>{count} pixels</source>
        <translation>{count} พิกเซล</translation>
    </message>
    <message>
        <source>{count} years</source>
        <translation>{count} ปี</translation>
    </message>
    <message>
        <source>{name} (file name)</source>
        <translation>{name} (ชื่อไฟล์)</translation>
    </message>
    <message>
        <source>{name} is named from a probability of {share}.</source>
        <translation>ระบุ{name}ตั้งแต่ความน่าจะเป็น {share}</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} จาก {count}</translation>
    </message>
    <message>
        <source>{open} of {count} results not reviewed by a person.</source>
        <translation>{open} จาก {count} ผลยังไม่มีผู้ใดตรวจทาน</translation>
    </message>
    <message>
        <source>{sign} stands for a character that no typeface of this file has; the HTML and JSON reports carry the text in full.</source>
        <translation>{sign} แทนอักขระที่แบบอักษรของไฟล์นี้ไม่มี รายงาน HTML และ JSON มีข้อความครบถ้วน</translation>
    </message>
    <message>
        <source>{size} mm per pixel ({source})</source>
        <translation>{size} mm ต่อพิกเซล ({source})</translation>
    </message>
    <message>
        <source>{title} (model only)</source>
        <translation>{title} (แบบจำลองเท่านั้น)</translation>
    </message>
    <message>
        <source>{title}, image {number}</source>
        <translation>{title} ภาพ {number}</translation>
    </message>
</context>
</TS>
