<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="el" sourcelanguage="en">
<context>
    <name>MedViewer</name>
    <message>
        <source>&amp;Case</source>
        <translation>&amp;Περίπτωση</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Αρχείο</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Βοή&amp;θεια</translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation>&amp;Διάταξη</translation>
    </message>
    <message>
        <source>&amp;Masks</source>
        <translation>&amp;Μάσκες</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Εργαλεία</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>Προ&amp;βολή</translation>
    </message>
    <message>
        <source>, {value} of {value2}</source>
        <translation>, {value} από {value2}</translation>
    </message>
    <message>
        <source>1 case</source>
        <translation>1 περίπτωση</translation>
    </message>
    <message>
        <source>1 case waits for a prediction</source>
        <translation>1 περίπτωση περιμένει πρόβλεψη</translation>
    </message>
    <message>
        <source>1 case waits for a prediction by {by}</source>
        <translation>1 περίπτωση περιμένει πρόβλεψη από {by}</translation>
    </message>
    <message>
        <source>1 case was</source>
        <translation>1 περίπτωση ήταν</translation>
    </message>
    <message>
        <source>1 de-identified file</source>
        <translation>1 ανωνυμοποιημένο αρχείο</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 αρχείο</translation>
    </message>
    <message>
        <source>1 lesion outlined</source>
        <translation>1 βλάβη με περίγραμμα</translation>
    </message>
    <message>
        <source>1 result</source>
        <translation>1 αποτέλεσμα</translation>
    </message>
    <message>
        <source>A dashed outline is predicted, a solid one was confirmed by a person. Accept, correct or reject; every decision is saved with your name and can be taken back.</source>
        <translation>Το διακεκομμένο περίγραμμα είναι πρόβλεψη, το συνεχές επιβεβαιώθηκε από άνθρωπο. Αποδεχθείτε, διορθώστε ή απορρίψτε· κάθε απόφαση αποθηκεύεται με το όνομά σας και μπορεί να αναιρεθεί.</translation>
    </message>
    <message>
        <source>A model may refuse a scan it was not made for, and says why.</source>
        <translation>Ένα μοντέλο μπορεί να αρνηθεί σάρωση για την οποία δεν φτιάχτηκε και λέει γιατί.</translation>
    </message>
    <message>
        <source>A prediction is under way; correct its masks when it is there.</source>
        <translation>Γίνεται πρόβλεψη· διορθώστε τις μάσκες όταν ολοκληρωθεί.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Σχετικά</translation>
    </message>
    <message>
        <source>About MedViewer</source>
        <translation>Σχετικά με το MedViewer</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Αποδοχή</translation>
    </message>
    <message>
        <source>Accept the prediction</source>
        <translation>Αποδοχή της πρόβλεψης</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Έγινε αποδοχή</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Ενέργεια</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Ενέργειες και τα πλήκτρα τους</translation>
    </message>
    <message>
        <source>Add only pixels with values in a range</source>
        <translation>Προσθήκη μόνο pixel με τιμές σε ένα εύρος</translation>
    </message>
    <message>
        <source>At least {minimum} characters; unrelated words are best.</source>
        <translation>Τουλάχιστον {minimum} χαρακτήρες· καλύτερα άσχετες λέξεις.</translation>
    </message>
    <message>
        <source>Attention U-Net, breast ultrasound (published)</source>
        <translation>Attention U-Net, υπερηχογράφημα μαστού (δημοσιευμένο)</translation>
    </message>
    <message>
        <source>Brain MRI, whole tumour</source>
        <translation>MRI εγκεφάλου, ολόκληρος ο όγκος</translation>
    </message>
    <message>
        <source>CNN {number}, chest X-ray (published)</source>
        <translation>CNN {number}, ακτινογραφία θώρακα (δημοσιευμένο)</translation>
    </message>
    <message>
        <source>Liver in CT</source>
        <translation>Ήπαρ σε CT</translation>
    </message>
    <message>
        <source>Mask classifier, breast ultrasound (published)</source>
        <translation>Ταξινομητής μάσκας, υπερηχογράφημα μαστού (δημοσιευμένο)</translation>
    </message>
    <message>
        <source>No tumour in this slice</source>
        <translation>Χωρίς όγκο σε αυτή την τομή</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Επανάληψη</translation>
    </message>
    <message>
        <source>All slices</source>
        <translation>Όλες οι τομές</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>Γωνία</translation>
    </message>
    <message>
        <source>Any diagnosis</source>
        <translation>Κάθε διάγνωση</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>Κάθε κατάσταση</translation>
    </message>
    <message>
        <source>Apple graphics</source>
        <translation>Γραφικά Apple</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Εμβαδόν</translation>
    </message>
    <message>
        <source>Area of the mask</source>
        <translation>Εμβαδόν της μάσκας</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>Βέλος</translation>
    </message>
    <message>
        <source>Arrow keys move it, Del deletes it, F2 names it, Esc leaves it.</source>
        <translation>Τα βέλη το μετακινούν, Del το διαγράφει, F2 το ονομάζει, Esc το αφήνει.</translation>
    </message>
    <message>
        <source>Arrow keys move it, Del deletes it, F2 names it, Esc or Enter leaves it.</source>
        <translation>Τα βέλη το μετακινούν, Del το διαγράφει, F2 το ονομάζει, Esc ή Enter το αφήνει.</translation>
    </message>
    <message>
        <source>As large as in the patient, on a calibrated screen</source>
        <translation>Όσο στον ασθενή, σε βαθμονομημένη οθόνη</translation>
    </message>
    <message>
        <source>As last used</source>
        <translation>Όπως την τελευταία φορά</translation>
    </message>
    <message>
        <source>Ask me</source>
        <translation>Να ερωτηθώ</translation>
    </message>
    <message>
        <source>Asking which model fits: {title}</source>
        <translation>Ποιο μοντέλο ταιριάζει: {title}</translation>
    </message>
    <message>
        <source>At the end of the film</source>
        <translation>Στο τέλος της ταινίας</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Αυτόματα</translation>
    </message>
    <message>
        <source>Back to the picture</source>
        <translation>Επιστροφή στην εικόνα</translation>
    </message>
    <message>
        <source>Back to the picture as it was opened</source>
        <translation>Επιστροφή στην εικόνα όπως ανοίχτηκε</translation>
    </message>
    <message>
        <source>Back to the window of the file, or an automatic one</source>
        <translation>Επιστροφή στο παράθυρο του αρχείου ή σε αυτόματο</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ισορροπημένο</translation>
    </message>
    <message>
        <source>Benign</source>
        <translation>Καλοήθης</translation>
    </message>
    <message>
        <source>Brain MRI, glioma in FLAIR</source>
        <translation>MRI εγκεφάλου, γλοίωμα σε FLAIR</translation>
    </message>
    <message>
        <source>Breast ultrasound</source>
        <translation>Υπερηχογράφημα μαστού</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Πινέλο</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>Μέγεθος πινέλου</translation>
    </message>
    <message>
        <source>Calibrate</source>
        <translation>Βαθμονόμηση</translation>
    </message>
    <message>
        <source>Calibrate screen…</source>
        <translation>Βαθμονόμηση οθόνης…</translation>
    </message>
    <message>
        <source>Calibrate the screen</source>
        <translation>Βαθμονόμηση της οθόνης</translation>
    </message>
    <message>
        <source>Calibrated probability</source>
        <translation>Βαθμονομημένη πιθανότητα</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Βαθμονόμηση</translation>
    </message>
    <message>
        <source>Choose a model yourself, or open another file.</source>
        <translation>Διαλέξτε εσείς μοντέλο ή ανοίξτε άλλο αρχείο.</translation>
    </message>
    <message>
        <source>Ctrl+left drag on masks</source>
        <translation>Ctrl+αριστερό σύρσιμο σε μάσκες</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Διπλό κλικ</translation>
    </message>
    <message>
        <source>Keep patient characteristics</source>
        <translation>Διατήρηση χαρακτηριστικών ασθενούς</translation>
    </message>
    <message>
        <source>Keep what analyses need of a person, without who it is</source>
        <translation>Διατήρηση όσων χρειάζονται οι αναλύσεις για ένα άτομο, χωρίς το ποιο είναι</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>Μέγ.</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Μέση</translation>
    </message>
    <message>
        <source>Menu of the picture, and of a measurement under the mouse</source>
        <translation>Μενού της εικόνας και της μέτρησης κάτω από το ποντίκι</translation>
    </message>
    <message>
        <source>Min</source>
        <translation>Ελάχ.</translation>
    </message>
    <message>
        <source>Name it</source>
        <translation>Ονομασία</translation>
    </message>
    <message>
        <source>Next measurement: arrow keys move it, Del deletes it</source>
        <translation>Επόμενη μέτρηση: τα βέλη τη μετακινούν, το Del τη διαγράφει</translation>
    </message>
    <message>
        <source>No installed model takes this scan; the panel says why.</source>
        <translation>Κανένα εγκατεστημένο μοντέλο δεν δέχεται αυτή τη σάρωση· ο πίνακας λέει γιατί.</translation>
    </message>
    <message>
        <source>Not read: no installed model takes this scan</source>
        <translation>Δεν διαβάστηκε: κανένα εγκατεστημένο μοντέλο δεν δέχεται αυτή τη σάρωση</translation>
    </message>
    <message>
        <source>One viewport large, or back; on a measurement: its name</source>
        <translation>Ένα πλαίσιο μεγάλο ή πίσω· σε μέτρηση: το όνομά της</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>Δεξί κλικ</translation>
    </message>
    <message>
        <source>SD</source>
        <translation>ΤΑ</translation>
    </message>
    <message>
        <source>Ten-layer U-Net, bone in CT (published)</source>
        <translation>U-Net δέκα επιπέδων, οστά σε CT (δημοσιευμένο)</translation>
    </message>
    <message>
        <source>Ten-layer U-Net, liver from bone (published)</source>
        <translation>U-Net δέκα επιπέδων, ήπαρ από οστά (δημοσιευμένο)</translation>
    </message>
    <message>
        <source>Ten-layer U-Net, liver in CT (published)</source>
        <translation>U-Net δέκα επιπέδων, ήπαρ σε CT (δημοσιευμένο)</translation>
    </message>
    <message>
        <source>U-Net, glioma in FLAIR (published)</source>
        <translation>U-Net, γλοίωμα σε FLAIR (δημοσιευμένο)</translation>
    </message>
    <message>
        <source>U-Net, unpadded, breast ultrasound (published)</source>
        <translation>U-Net χωρίς συμπλήρωση, υπερηχογράφημα μαστού (δημοσιευμένο)</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Προειδοποίηση</translation>
    </message>
    <message>
        <source>Shift+wheel on masks</source>
        <translation>Shift+ροδέλα σε μάσκες</translation>
    </message>
    <message>
        <source>Size of the brush</source>
        <translation>Μέγεθος του πινέλου</translation>
    </message>
    <message>
        <source>Tab on the picture</source>
        <translation>Tab στην εικόνα</translation>
    </message>
    <message>
        <source>The only installed model was asked and does not take it.</source>
        <translation>Ρωτήθηκε το μόνο εγκατεστημένο μοντέλο και δεν τη δέχεται.</translation>
    </message>
    <message>
        <source>The opposite of the tool: erase, or add</source>
        <translation>Το αντίθετο του εργαλείου: σβήσιμο ή προσθήκη</translation>
    </message>
    <message>
        <source>Sex, age, height and weight are taken out, too.</source>
        <translation>Αφαιρούνται επίσης φύλο, ηλικία, ύψος και βάρος.</translation>
    </message>
    <message>
        <source>Sex, age, height, weight, ethnic group, smoking and pregnancy status stay in the files; name, number and date of birth do not.</source>
        <translation>Φύλο, ηλικία, ύψος, βάρος, εθνοτική ομάδα, κάπνισμα και κύηση μένουν στα αρχεία· όνομα, αριθμός και ημερομηνία γέννησης όχι.</translation>
    </message>
    <message>
        <source>Wherever several models may read such a scan; can be changed in the settings</source>
        <translation>Όπου περισσότερα μοντέλα μπορούν να διαβάσουν τέτοια σάρωση· αλλάζει στις ρυθμίσεις</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Ακύρωση</translation>
    </message>
    <message>
        <source>Cancel every case that waits</source>
        <translation>Ακύρωση κάθε περίπτωσης σε αναμονή</translation>
    </message>
    <message>
        <source>Cancel prediction</source>
        <translation>Ακύρωση πρόβλεψης</translation>
    </message>
    <message>
        <source>Cancel the work in progress</source>
        <translation>Ακύρωση της εργασίας σε εξέλιξη</translation>
    </message>
    <message>
        <source>Cancel the work in progress (Esc)</source>
        <translation>Ακύρωση της εργασίας σε εξέλιξη (Esc)</translation>
    </message>
    <message>
        <source>Cannot tell whether this scan is for it</source>
        <translation>Δεν μπορεί να πει αν η σάρωση είναι για αυτό</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Περίπτωση</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Περιπτώσεις</translation>
    </message>
    <message>
        <source>Cases of the queue</source>
        <translation>Περιπτώσεις της ουράς</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Μεταβολή</translation>
    </message>
    <message>
        <source>Change every slice, not only this one</source>
        <translation>Αλλαγή κάθε τομής, όχι μόνο αυτής</translation>
    </message>
    <message>
        <source>Change how the masks are drawn</source>
        <translation>Αλλαγή του τρόπου σχεδίασης των μασκών</translation>
    </message>
    <message>
        <source>Chest X-ray, children</source>
        <translation>Ακτινογραφία θώρακος, παιδιά</translation>
    </message>
    <message>
        <source>Choose a case in the list first.</source>
        <translation>Επιλέξτε πρώτα μια περίπτωση στη λίστα.</translation>
    </message>
    <message>
        <source>Choose a folder and write the de-identified copies</source>
        <translation>Επιλογή φακέλου και εγγραφή των ανωνυμοποιημένων αντιγράφων</translation>
    </message>
    <message>
        <source>Chosen automatically among {titles}: {why}.</source>
        <translation>Επιλέχθηκε αυτόματα μεταξύ {titles}: {why}.</translation>
    </message>
    <message>
        <source>Chosen automatically: {why}.</source>
        <translation>Επιλέχθηκε αυτόματα: {why}.</translation>
    </message>
    <message>
        <source>Chosen by the reader among {titles}.</source>
        <translation>Επιλέχθηκε από τον αξιολογητή μεταξύ {titles}.</translation>
    </message>
    <message>
        <source>Chosen by the reader, against its refusal.</source>
        <translation>Επιλέχθηκε από τον αξιολογητή, παρά την άρνησή του.</translation>
    </message>
    <message>
        <source>Not every model can tell whether this scan is for it: {titles}.</source>
        <translation>Δεν μπορεί κάθε μοντέλο να πει αν η σάρωση είναι για αυτό: {titles}.</translation>
    </message>
    <message>
        <source>Only where none of them is clearly the right one.</source>
        <translation>Μόνο όπου κανένα δεν είναι σαφώς το σωστό.</translation>
    </message>
    <message>
        <source>Plain pictures</source>
        <translation>Απλές εικόνες</translation>
    </message>
    <message>
        <source>Predict: the model that fits reads the scan, and where several do you are asked; another can be chosen at the right. The card shows the class, its calibrated probability and the operating point: how sure the model must be before it names the disease, and what that costs, as measured.</source>
        <translation>Κάντε πρόβλεψη: τη σάρωση διαβάζει το μοντέλο που ταιριάζει, και όπου ταιριάζουν περισσότερα ερωτάστε· άλλο επιλέγεται δεξιά. Η κάρτα δείχνει την κατηγορία, τη βαθμονομημένη πιθανότητά της και το σημείο λειτουργίας: πόσο βέβαιο πρέπει να είναι το μοντέλο πριν ονομάσει τη νόσο και τι κοστίζει αυτό, όπως μετρήθηκε.</translation>
    </message>
    <message>
        <source>Choose an action, then press its new key below</source>
        <translation>Επιλέξτε ενέργεια και πατήστε κάτω το νέο της πλήκτρο</translation>
    </message>
    <message>
        <source>Choose what to draw first: D distance, A angle, L region.</source>
        <translation>Επιλέξτε πρώτα τι θα σχεδιάσετε: D απόσταση, A γωνία, L περιοχή.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Καθαρισμός</translation>
    </message>
    <message>
        <source>Click a day to see its result</source>
        <translation>Κλικ σε ημέρα για το αποτέλεσμά της</translation>
    </message>
    <message>
        <source>Click a hole to fill it</source>
        <translation>Κλικ σε κενό για γέμισμα</translation>
    </message>
    <message>
        <source>Click a part to delete it</source>
        <translation>Κλικ σε τμήμα για διαγραφή</translation>
    </message>
    <message>
        <source>Click a row to see it on the picture</source>
        <translation>Κλικ σε γραμμή για προβολή στην εικόνα</translation>
    </message>
    <message>
        <source>Click a row to see the lesion</source>
        <translation>Κλικ σε γραμμή για να δείτε τη βλάβη</translation>
    </message>
    <message>
        <source>Click corners, close with Enter or a double click; begun with Ctrl it erases</source>
        <translation>Κλικ στις γωνίες, κλείσιμο με Enter ή διπλό κλικ· με Ctrl στην αρχή σβήνει</translation>
    </message>
    <message>
        <source>Click corners, or drag a free stroke, to measure in it</source>
        <translation>Κλικ στις γωνίες ή ελεύθερη γραμμή, για μέτρηση μέσα της</translation>
    </message>
    <message>
        <source>Click to see the result</source>
        <translation>Κλικ για να δείτε το αποτέλεσμα</translation>
    </message>
    <message>
        <source>Click where the note belongs</source>
        <translation>Κλικ εκεί όπου ανήκει η σημείωση</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Κλείσιμο</translation>
    </message>
    <message>
        <source>Close all</source>
        <translation>Κλείσιμο όλων</translation>
    </message>
    <message>
        <source>Close polygon</source>
        <translation>Κλείσιμο πολυγώνου</translation>
    </message>
    <message>
        <source>Close the first steps</source>
        <translation>Κλείσιμο των πρώτων βημάτων</translation>
    </message>
    <message>
        <source>Close the first steps; Help shows them again</source>
        <translation>Κλείσιμο των πρώτων βημάτων· η Βοήθεια τα δείχνει ξανά</translation>
    </message>
    <message>
        <source>Close the polygon; without one: accept</source>
        <translation>Κλείσιμο του πολυγώνου· αν δεν υπάρχει: αποδοχή</translation>
    </message>
    <message>
        <source>Close the report</source>
        <translation>Κλείσιμο της αναφοράς</translation>
    </message>
    <message>
        <source>Close the settings; everything is kept already (Esc)</source>
        <translation>Κλείσιμο των ρυθμίσεων· όλα έχουν ήδη φυλαχθεί (Esc)</translation>
    </message>
    <message>
        <source>Close the store and return to sign-in</source>
        <translation>Κλείσιμο της αποθήκης και επιστροφή στη σύνδεση</translation>
    </message>
    <message>
        <source>Cobb angle</source>
        <translation>Γωνία Cobb</translation>
    </message>
    <message>
        <source>Colours of the evidence, from none to most</source>
        <translation>Χρώματα των ενδείξεων, από καθόλου έως το περισσότερο</translation>
    </message>
    <message>
        <source>Colours of the window</source>
        <translation>Χρώματα του παραθύρου</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Εντολή</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Παλέτα εντολών</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>Εντολές που βρέθηκαν</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Σχόλιο</translation>
    </message>
    <message>
        <source>Comment (optional)</source>
        <translation>Σχόλιο (προαιρετικό)</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Σύγκριση</translation>
    </message>
    <message>
        <source>Compare with earlier study</source>
        <translation>Σύγκριση με προηγούμενη εξέταση</translation>
    </message>
    <message>
        <source>Compare with the reference mask side by side</source>
        <translation>Σύγκριση με τη μάσκα αναφοράς δίπλα δίπλα</translation>
    </message>
    <message>
        <source>Comparison with the reference mask</source>
        <translation>Σύγκριση με τη μάσκα αναφοράς</translation>
    </message>
    <message>
        <source>Conf.</source>
        <translation>Βεβ.</translation>
    </message>
    <message>
        <source>Confidence: mean probability of the pixels in the mask</source>
        <translation>Βεβαιότητα: μέση πιθανότητα των pixel της μάσκας</translation>
    </message>
    <message>
        <source>Contrast and brightness, or the chosen tool</source>
        <translation>Αντίθεση και φωτεινότητα ή το επιλεγμένο εργαλείο</translation>
    </message>
    <message>
        <source>Copy all values as text (Ctrl+C)</source>
        <translation>Αντιγραφή όλων των τιμών ως κείμενο (Ctrl+C)</translation>
    </message>
    <message>
        <source>Copy measurements</source>
        <translation>Αντιγραφή μετρήσεων</translation>
    </message>
    <message>
        <source>Copy provenance</source>
        <translation>Αντιγραφή προέλευσης</translation>
    </message>
    <message>
        <source>Copy the provenance as text</source>
        <translation>Αντιγραφή της προέλευσης ως κείμενο</translation>
    </message>
    <message>
        <source>Copy the versions, for a question to whoever looks after it</source>
        <translation>Αντιγραφή των εκδόσεων, για ερώτηση σε όποιον το υποστηρίζει</translation>
    </message>
    <message>
        <source>Copy this outline to the next slice</source>
        <translation>Αντιγραφή αυτού του περιγράμματος στην επόμενη τομή</translation>
    </message>
    <message>
        <source>Copy to next slice</source>
        <translation>Αντιγραφή στην επόμενη τομή</translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation>Αντιγραφή εκδόσεων</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Διόρθωση</translation>
    </message>
    <message>
        <source>Correct the masks by hand</source>
        <translation>Διόρθωση των μασκών με το χέρι</translation>
    </message>
    <message>
        <source>Correct the masks</source>
        <translation>Διόρθωση των μασκών</translation>
    </message>
    <message>
        <source>Link by the slices shown</source>
        <translation>Σύνδεση κατά τις τομές που φαίνονται</translation>
    </message>
    <message>
        <source>Link scans of different frames of reference by the slices shown now, or no more</source>
        <translation>Σύνδεση σαρώσεων με διαφορετικό πλαίσιο αναφοράς κατά τις τομές που φαίνονται τώρα, ή αποσύνδεση</translation>
    </message>
    <message>
        <source>Linked by the slices shown now, until done again.</source>
        <translation>Συνδέθηκαν κατά τις τομές που φαίνονται τώρα, ώσπου να ξαναγίνει.</translation>
    </message>
    <message>
        <source>No longer linked by hand.</source>
        <translation>Δεν είναι πια συνδεδεμένες με το χέρι.</translation>
    </message>
    <message>
        <source>Nothing to link by hand: it needs two scans of different frames of reference beside each other, cut in about the same direction.</source>
        <translation>Τίποτα για σύνδεση με το χέρι: χρειάζονται δύο σαρώσεις με διαφορετικό πλαίσιο αναφοράς η μία δίπλα στην άλλη, με τομές προς περίπου την ίδια διεύθυνση.</translation>
    </message>
    <message>
        <source>A diagnosis is named in printable characters, on one line.</source>
        <translation>Η διάγνωση γράφεται με εκτυπώσιμους χαρακτήρες, σε μία γραμμή.</translation>
    </message>
    <message>
        <source>Another diagnosis</source>
        <translation>Άλλη διάγνωση</translation>
    </message>
    <message>
        <source>Another diagnosis, then Enter</source>
        <translation>Άλλη διάγνωση, μετά Enter</translation>
    </message>
    <message>
        <source>Any diagnosis in words; those used before are offered</source>
        <translation>Οποιαδήποτε διάγνωση με λόγια· προτείνονται όσες έχουν χρησιμοποιηθεί</translation>
    </message>
    <message>
        <source>Click, or press the number; Esc leaves it as it is</source>
        <translation>Κλικ ή πατήστε τον αριθμό· με Esc μένει όπως είναι</translation>
    </message>
    <message>
        <source>Correct diagnosis</source>
        <translation>Διόρθωση διάγνωσης</translation>
    </message>
    <message>
        <source>Correct the diagnosis</source>
        <translation>Διόρθωση της διάγνωσης</translation>
    </message>
    <message>
        <source>Diagnoses of this model</source>
        <translation>Διαγνώσεις αυτού του μοντέλου</translation>
    </message>
    <message>
        <source>Name another diagnosis than the model's</source>
        <translation>Άλλη διάγνωση από εκείνη του μοντέλου</translation>
    </message>
    <message>
        <source>abdomen</source>
        <translation>κοιλία</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>αυτόματα</translation>
    </message>
    <message>
        <source>bone</source>
        <translation>οστά</translation>
    </message>
    <message>
        <source>brain</source>
        <translation>εγκέφαλος</translation>
    </message>
    <message>
        <source>bright half</source>
        <translation>φωτεινό μισό</translation>
    </message>
    <message>
        <source>dark half</source>
        <translation>σκοτεινό μισό</translation>
    </message>
    <message>
        <source>file</source>
        <translation>αρχείο</translation>
    </message>
    <message>
        <source>axial reformat</source>
        <translation>εγκάρσια ανασύνθεση</translation>
    </message>
    <message>
        <source>coronal reformat</source>
        <translation>στεφανιαία ανασύνθεση</translation>
    </message>
    <message>
        <source>inverted</source>
        <translation>ανεστραμμένη</translation>
    </message>
    <message>
        <source>linked</source>
        <translation>συνδεδεμένη</translation>
    </message>
    <message>
        <source>linked by hand</source>
        <translation>συνδεδεμένη με το χέρι</translation>
    </message>
    <message>
        <source>liver</source>
        <translation>ήπαρ</translation>
    </message>
    <message>
        <source>luminance</source>
        <translation>φωτεινότητα</translation>
    </message>
    <message>
        <source>lung</source>
        <translation>πνεύμονας</translation>
    </message>
    <message>
        <source>mediastinum</source>
        <translation>μεσοθωράκιο</translation>
    </message>
    <message>
        <source>middle {percent} %</source>
        <translation>μεσαίο {percent} %</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>oblique axial reformat</source>
        <translation>λοξή εγκάρσια ανασύνθεση</translation>
    </message>
    <message>
        <source>oblique coronal reformat</source>
        <translation>λοξή στεφανιαία ανασύνθεση</translation>
    </message>
    <message>
        <source>oblique sagittal reformat</source>
        <translation>λοξή οβελιαία ανασύνθεση</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>pixel</translation>
    </message>
    <message>
        <source>stroke</source>
        <translation>ΑΕΕ</translation>
    </message>
    <message>
        <source>sagittal reformat</source>
        <translation>οβελιαία ανασύνθεση</translation>
    </message>
    <message>
        <source>the model, {probability}</source>
        <translation>το μοντέλο, {probability}</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>Έγινε διόρθωση</translation>
    </message>
    <message>
        <source>Ctrl+wheel</source>
        <translation>Ctrl+ροδέλα</translation>
    </message>
    <message>
        <source>Cut the volume axially, sagittally and coronally</source>
        <translation>Τομές του όγκου: εγκάρσια, οβελιαία και στεφανιαία</translation>
    </message>
    <message>
        <source>DEMO</source>
        <translation>ΕΠΙΔΕΙΞΗ</translation>
    </message>
    <message>
        <source>DEMO: simulated patients, nothing here is about a person</source>
        <translation>ΕΠΙΔΕΙΞΗ: προσομοιωμένοι ασθενείς, τίποτα δεν αφορά πρόσωπο</translation>
    </message>
    <message>
        <source>DICOM segmentation (*{SEG_ENDING});;NIfTI, a file a segment (*{NIFTI_ENDING})</source>
        <translation>Τμηματοποίηση DICOM (*{SEG_ENDING});;NIfTI, ένα αρχείο ανά τμήμα (*{NIFTI_ENDING})</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Σκούρο</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Ημερομηνία</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Ημέρα</translation>
    </message>
    <message>
        <source>De-identified copies go to</source>
        <translation>Τα ανωνυμοποιημένα αντίγραφα πηγαίνουν στο</translation>
    </message>
    <message>
        <source>De-identified export</source>
        <translation>Ανωνυμοποιημένη εξαγωγή</translation>
    </message>
    <message>
        <source>De-identified export of {count}: names, numbers and true dates are taken out. {words}</source>
        <translation>Ανωνυμοποιημένη εξαγωγή ({count}): ονόματα, αριθμοί και πραγματικές ημερομηνίες αφαιρούνται. {words}</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Απόφαση</translation>
    </message>
    <message>
        <source>Decision taken back</source>
        <translation>Η απόφαση αναιρέθηκε</translation>
    </message>
    <message>
        <source>Delete all but the largest part</source>
        <translation>Διαγραφή όλων εκτός του μεγαλύτερου τμήματος</translation>
    </message>
    <message>
        <source>Delete measurement</source>
        <translation>Διαγραφή μέτρησης</translation>
    </message>
    <message>
        <source>Delete part</source>
        <translation>Διαγραφή τμήματος</translation>
    </message>
    <message>
        <source>Delete the chosen one (Del)</source>
        <translation>Διαγραφή της επιλεγμένης (Del)</translation>
    </message>
    <message>
        <source>Delete {value}</source>
        <translation>Διαγραφή: {value}</translation>
    </message>
    <message>
        <source>Demo patients.</source>
        <translation>Ασθενείς επίδειξης.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Συσκευή</translation>
    </message>
    <message>
        <source>Devices found</source>
        <translation>Συσκευές που βρέθηκαν</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>Διάγνωση</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Απόρριψη</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Εμφάνιση</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Απόσταση</translation>
    </message>
    <message>
        <source>Distance by which to grow and shrink</source>
        <translation>Απόσταση διόγκωσης και συρρίκνωσης</translation>
    </message>
    <message>
        <source>Do the step again that was taken back</source>
        <translation>Επανάληψη του βήματος που αναιρέθηκε</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Τέλος</translation>
    </message>
    <message>
        <source>Drag a case from the list here, or click here and choose one</source>
        <translation>Σύρετε εδώ μια περίπτωση από τη λίστα ή κάντε κλικ και επιλέξτε</translation>
    </message>
    <message>
        <source>Drag a rectangle to measure in it</source>
        <translation>Σύρετε ορθογώνιο για μέτρηση μέσα του</translation>
    </message>
    <message>
        <source>Drag an arrow, to its tip</source>
        <translation>Σύρετε βέλος ως την αιχμή του</translation>
    </message>
    <message>
        <source>Drag an ellipse to measure in it</source>
        <translation>Σύρετε έλλειψη για μέτρηση μέσα της</translation>
    </message>
    <message>
        <source>Drag one arm, click the end of the other</source>
        <translation>Σύρετε το ένα σκέλος, κλικ στο τέλος του άλλου</translation>
    </message>
    <message>
        <source>Drag the edge, or press Left and Right (Shift: larger steps)</source>
        <translation>Σύρετε την άκρη ή πατήστε Αριστερά και Δεξιά (Shift: μεγαλύτερα βήματα)</translation>
    </message>
    <message>
        <source>Drag to add; with Ctrl to erase</source>
        <translation>Σύρετε για προσθήκη· με Ctrl για σβήσιμο</translation>
    </message>
    <message>
        <source>Drag to change contrast and brightness</source>
        <translation>Σύρετε για αλλαγή αντίθεσης και φωτεινότητας</translation>
    </message>
    <message>
        <source>Drag to change contrast and brightness; the wheel goes through slices, with Ctrl it zooms. The middle button moves the picture.</source>
        <translation>Σύρετε για αλλαγή αντίθεσης και φωτεινότητας· η ροδέλα αλλάζει τομές, με Ctrl μεγεθύνει. Το μεσαίο κουμπί μετακινεί την εικόνα.</translation>
    </message>
    <message>
        <source>Drag to erase; with Ctrl to add</source>
        <translation>Σύρετε για σβήσιμο· με Ctrl για προσθήκη</translation>
    </message>
    <message>
        <source>Drag to measure a distance</source>
        <translation>Σύρετε για μέτρηση απόστασης</translation>
    </message>
    <message>
        <source>Drag to move the picture</source>
        <translation>Σύρετε για μετακίνηση της εικόνας</translation>
    </message>
    <message>
        <source>Drag two lines to measure their angle</source>
        <translation>Σύρετε δύο γραμμές για να μετρήσετε τη γωνία τους</translation>
    </message>
    <message>
        <source>Drag up or down to zoom</source>
        <translation>Σύρετε πάνω ή κάτω για μεγέθυνση</translation>
    </message>
    <message>
        <source>Draw on two slices with others between them, then interpolate.</source>
        <translation>Σχεδιάστε σε δύο τομές με άλλες ανάμεσα και μετά κάντε παρεμβολή.</translation>
    </message>
    <message>
        <source>Draw smooth between pixels, or the pixels as they are</source>
        <translation>Ομαλή σχεδίαση μεταξύ pixel ή τα pixel όπως είναι</translation>
    </message>
    <message>
        <source>Draw with the keys</source>
        <translation>Σχεδίαση με τα πλήκτρα</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>Σχέδιο</translation>
    </message>
    <message>
        <source>Drawn in the scan's files</source>
        <translation>Σχεδιασμένα στα αρχεία της σάρωσης</translation>
    </message>
    <message>
        <source>Drop files or a folder anywhere in this window.</source>
        <translation>Αφήστε αρχεία ή έναν φάκελο οπουδήποτε σε αυτό το παράθυρο.</translation>
    </message>
    <message>
        <source>Drop files or a folder on the window, or use the File menu. The first scan shows while the rest is still being found.</source>
        <translation>Αφήστε αρχεία ή φάκελο στο παράθυρο ή χρησιμοποιήστε το μενού Αρχείο. Η πρώτη σάρωση εμφανίζεται όσο αναζητούνται οι υπόλοιπες.</translation>
    </message>
    <message>
        <source>Drop scans here or press Ctrl+O</source>
        <translation>Αφήστε εδώ σαρώσεις ή πατήστε Ctrl+O</translation>
    </message>
    <message>
        <source>Earlier results of this patient</source>
        <translation>Προηγούμενα αποτελέσματα αυτού του ασθενούς</translation>
    </message>
    <message>
        <source>Edge band</source>
        <translation>Ζώνη ορίου</translation>
    </message>
    <message>
        <source>Edge band (25 % to 75 %)</source>
        <translation>Ζώνη ορίου (25 % έως 75 %)</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Επεξεργασία</translation>
    </message>
    <message>
        <source>Edit masks</source>
        <translation>Επεξεργασία μασκών</translation>
    </message>
    <message>
        <source>Edit the next outline</source>
        <translation>Επεξεργασία του επόμενου περιγράμματος</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>Έλλειψη</translation>
    </message>
    <message>
        <source>Ellipse, rectangle or outline to measure in</source>
        <translation>Έλλειψη, ορθογώνιο ή περίγραμμα για μέτρηση</translation>
    </message>
    <message>
        <source>End editing</source>
        <translation>Τέλος επεξεργασίας</translation>
    </message>
    <message>
        <source>End editing; everything is saved already ({value})</source>
        <translation>Τέλος επεξεργασίας· όλα έχουν ήδη αποθηκευτεί ({value})</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Μηχανή</translation>
    </message>
    <message>
        <source>Enter does the chosen command</source>
        <translation>Το Enter εκτελεί την επιλεγμένη εντολή</translation>
    </message>
    <message>
        <source>Enter keeps the note, Esc leaves it as it was</source>
        <translation>Enter κρατά τη σημείωση, Esc την αφήνει όπως ήταν</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Γόμα</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Σφάλμα</translation>
    </message>
    <message>
        <source>Every key can be changed in the settings, and so can the theme, the size of text and the language.</source>
        <translation>Κάθε πλήκτρο αλλάζει στις ρυθμίσεις, όπως και το θέμα, το μέγεθος του κειμένου και η γλώσσα.</translation>
    </message>
    <message>
        <source>Every key, to search and to print</source>
        <translation>Όλα τα πλήκτρα, για αναζήτηση και εκτύπωση</translation>
    </message>
    <message>
        <source>Everything is still open behind this page.</source>
        <translation>Όλα είναι ακόμη ανοιχτά πίσω από αυτή τη σελίδα.</translation>
    </message>
    <message>
        <source>Everything on this page as MedViewer comes; can be undone</source>
        <translation>Όλα στη σελίδα όπως έρχονται με το MedViewer· αναιρείται</translation>
    </message>
    <message>
        <source>Everything the window can do, by name</source>
        <translation>Ό,τι κάνει το παράθυρο, με το όνομά του</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Ενδείξεις</translation>
    </message>
    <message>
        <source>Export de-identified…</source>
        <translation>Εξαγωγή ανωνυμοποιημένων…</translation>
    </message>
    <message>
        <source>Export masks</source>
        <translation>Εξαγωγή μασκών</translation>
    </message>
    <message>
        <source>Export masks…</source>
        <translation>Εξαγωγή μασκών…</translation>
    </message>
    <message>
        <source>Export nothing</source>
        <translation>Καμία εξαγωγή</translation>
    </message>
    <message>
        <source>Export report</source>
        <translation>Εξαγωγή αναφοράς</translation>
    </message>
    <message>
        <source>Export report…</source>
        <translation>Εξαγωγή αναφοράς…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Εξαγωγή…</translation>
    </message>
    <message>
        <source>FLAIR abnormality</source>
        <translation>Ανωμαλία FLAIR</translation>
    </message>
    <message>
        <source>Fair. One or two more words would make it strong.</source>
        <translation>Μέτρια. Μία ή δύο λέξεις ακόμη θα την έκαναν ισχυρή.</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Γέμισμα</translation>
    </message>
    <message>
        <source>Fill every enclosed hole</source>
        <translation>Γέμισμα κάθε κλειστού κενού</translation>
    </message>
    <message>
        <source>Fill holes</source>
        <translation>Γέμισμα κενών</translation>
    </message>
    <message>
        <source>Fill the slices between those that were drawn on</source>
        <translation>Γέμισμα των τομών ανάμεσα σε όσες σχεδιάστηκαν</translation>
    </message>
    <message>
        <source>Fill works inside an outline: this spot is not enclosed by one.</source>
        <translation>Το γέμισμα γίνεται μέσα σε περίγραμμα: το σημείο δεν περικλείεται.</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Φίλτρο</translation>
    </message>
    <message>
        <source>Filter {words}, press to take it off</source>
        <translation>Φίλτρο {words}, πατήστε για αφαίρεση</translation>
    </message>
    <message>
        <source>Find your way</source>
        <translation>Προσανατολισμός</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Ευρήματα</translation>
    </message>
    <message>
        <source>First frame</source>
        <translation>Πρώτο καρέ</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Πρώτα βήματα</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Προσαρμογή</translation>
    </message>
    <message>
        <source>Fit the picture into the window</source>
        <translation>Προσαρμογή της εικόνας στο παράθυρο</translation>
    </message>
    <message>
        <source>Flip left to right</source>
        <translation>Αναστροφή αριστερά-δεξιά</translation>
    </message>
    <message>
        <source>Flip top to bottom</source>
        <translation>Αναστροφή πάνω-κάτω</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Φάκελοι</translation>
    </message>
    <message>
        <source>Forget them; nothing else is lost</source>
        <translation>Διαγραφή τους· τίποτε άλλο δεν χάνεται</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Βρέθηκαν</translation>
    </message>
    <message>
        <source>Four scans</source>
        <translation>Τέσσερις σαρώσεις</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Καρέ</translation>
    </message>
    <message>
        <source>Frame number</source>
        <translation>Αριθμός καρέ</translation>
    </message>
    <message>
        <source>Frame or slice</source>
        <translation>Καρέ ή τομή</translation>
    </message>
    <message>
        <source>Frame or slice (wheel, Up, Down, Home, End)</source>
        <translation>Καρέ ή τομή (ροδέλα, Πάνω, Κάτω, Home, End)</translation>
    </message>
    <message>
        <source>Frames per second</source>
        <translation>Καρέ ανά δευτερόλεπτο</translation>
    </message>
    <message>
        <source>Frames per second of the film</source>
        <translation>Καρέ ανά δευτερόλεπτο της ταινίας</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Από</translation>
    </message>
    <message>
        <source>From {first}</source>
        <translation>Από {first}</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Πλήρης οθόνη</translation>
    </message>
    <message>
        <source>Give the active viewport all the room, or back</source>
        <translation>Όλος ο χώρος στην ενεργή προβολή, ή επιστροφή</translation>
    </message>
    <message>
        <source>Give the key to this action; the other one loses it</source>
        <translation>Το πλήκτρο δίνεται σε αυτή την ενέργεια· η άλλη το χάνει</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Συνέχεια</translation>
    </message>
    <message>
        <source>Go on with the queue</source>
        <translation>Συνέχεια της ουράς</translation>
    </message>
    <message>
        <source>Go to the case before</source>
        <translation>Μετάβαση στην προηγούμενη περίπτωση</translation>
    </message>
    <message>
        <source>Go to the next case</source>
        <translation>Μετάβαση στην επόμενη περίπτωση</translation>
    </message>
    <message>
        <source>Graphics card (CUDA)</source>
        <translation>Κάρτα γραφικών (CUDA)</translation>
    </message>
    <message>
        <source>Greek and Thai have not been checked by a clinician who speaks them. Numbers are written the same in every language.</source>
        <translation>Τα ελληνικά και τα ταϊλανδικά δεν έχουν ελεγχθεί από κλινικό ιατρό που τα μιλά. Οι αριθμοί γράφονται ίδιοι σε κάθε γλώσσα.</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>Διόγκωση</translation>
    </message>
    <message>
        <source>Have the next case ready while this one is read</source>
        <translation>Η επόμενη περίπτωση έτοιμη όσο διαβάζεται αυτή</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Βοήθεια</translation>
    </message>
    <message>
        <source>Hidden while patients are hidden: a report may name the patient.</source>
        <translation>Κρυμμένο όσο κρύβονται οι ασθενείς: η αναφορά μπορεί να ονομάζει τον ασθενή.</translation>
    </message>
    <message>
        <source>Hide everything until the passphrase is given again</source>
        <translation>Απόκρυψη όλων μέχρι να δοθεί ξανά η φράση πρόσβασης</translation>
    </message>
    <message>
        <source>Hide patient</source>
        <translation>Απόκρυψη ασθενούς</translation>
    </message>
    <message>
        <source>Hide patient hides names on the screen, in pictures and in reports. Lock hides everything until you give your passphrase again; nothing that is open is lost.</source>
        <translation>Η απόκρυψη ασθενούς κρύβει ονόματα στην οθόνη, στις εικόνες και στις αναφορές. Το κλείδωμα κρύβει τα πάντα μέχρι να δώσετε ξανά τη φράση πρόσβασης· τίποτα ανοιχτό δεν χάνεται.</translation>
    </message>
    <message>
        <source>Hide patient names on the screen</source>
        <translation>Απόκρυψη ονομάτων ασθενών στην οθόνη</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Υψηλή αντίθεση</translation>
    </message>
    <message>
        <source>Highest value that is taken</source>
        <translation>Μέγιστη τιμή</translation>
    </message>
    <message>
        <source>History of this patient</source>
        <translation>Ιστορικό αυτού του ασθενούς</translation>
    </message>
    <message>
        <source>Hold a bank card against the screen and drag the right edge of the drawn card until both are as long. Then pictures can be shown in their true size on this screen.</source>
        <translation>Κρατήστε μια τραπεζική κάρτα στην οθόνη και σύρετε τη δεξιά άκρη της σχεδιασμένης κάρτας μέχρι να έχουν ίδιο μήκος. Τότε οι εικόνες φαίνονται σε πραγματικό μέγεθος σε αυτή την οθόνη.</translation>
    </message>
    <message>
        <source>How many processor threads a prediction may use</source>
        <translation>Πόσα νήματα επεξεργαστή χρησιμοποιεί μια πρόβλεψη</translation>
    </message>
    <message>
        <source>How many scans are shown side by side</source>
        <translation>Πόσες σαρώσεις φαίνονται δίπλα δίπλα</translation>
    </message>
    <message>
        <source>How masks are drawn when a scan is opened</source>
        <translation>Πώς σχεδιάζονται οι μάσκες όταν ανοίγει μια σάρωση</translation>
    </message>
    <message>
        <source>How strongly masks are filled</source>
        <translation>Πόσο έντονα γεμίζουν οι μάσκες</translation>
    </message>
    <message>
        <source>How sure the model must be before it names the disease</source>
        <translation>Πόσο βέβαιο πρέπει να είναι το μοντέλο πριν ονομάσει τη νόσο</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Εικόνα</translation>
    </message>
    <message>
        <source>Interpolate</source>
        <translation>Παρεμβολή</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>Αντιστροφή</translation>
    </message>
    <message>
        <source>It is not a medical device and not for diagnostic use: a physician reads the pictures.</source>
        <translation>Δεν είναι ιατροτεχνολογικό προϊόν και δεν προορίζεται για διαγνωστική χρήση: τις εικόνες τις διαβάζει γιατρός.</translation>
    </message>
    <message>
        <source>It opens medical scans, outlines lesions, names a diagnosis with a probability, and keeps what you decide in an encrypted store on this computer.</source>
        <translation>Ανοίγει ιατρικές σαρώσεις, σχεδιάζει το περίγραμμα βλαβών, δίνει διάγνωση με πιθανότητα και φυλάσσει τις αποφάσεις σας σε κρυπτογραφημένη αποθήκη σε αυτόν τον υπολογιστή.</translation>
    </message>
    <message>
        <source>Keep largest part</source>
        <translation>Διατήρηση μεγαλύτερου τμήματος</translation>
    </message>
    <message>
        <source>Keep the old key too</source>
        <translation>Διατήρηση και του παλιού πλήκτρου</translation>
    </message>
    <message>
        <source>Kept in the store</source>
        <translation>Φυλαγμένο στο αρχείο</translation>
    </message>
    <message>
        <source>Kept with the decision and printed in the report</source>
        <translation>Φυλάσσεται με την απόφαση και τυπώνεται στην αναφορά</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Πλήκτρα</translation>
    </message>
    <message>
        <source>Keys of MedViewer</source>
        <translation>Πλήκτρα του MedViewer</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Ετικέτα</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Γλώσσα</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>Μεγαλύτερο πινέλο</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>Τελευταίο καρέ</translation>
    </message>
    <message>
        <source>Last {days} days</source>
        <translation>Τελευταίες {days} ημέρες</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Διάταξη</translation>
    </message>
    <message>
        <source>Left drag</source>
        <translation>Αριστερό σύρσιμο</translation>
    </message>
    <message>
        <source>Length of the card on the screen</source>
        <translation>Μήκος της κάρτας στην οθόνη</translation>
    </message>
    <message>
        <source>Lesion</source>
        <translation>Βλάβη</translation>
    </message>
    <message>
        <source>Less fill</source>
        <translation>Λιγότερο γέμισμα</translation>
    </message>
    <message>
        <source>Letter on the picture</source>
        <translation>Γράμμα στην εικόνα</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Φωτεινό</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Φωτεινό θέμα</translation>
    </message>
    <message>
        <source>Link viewports</source>
        <translation>Σύνδεση προβολών</translation>
    </message>
    <message>
        <source>List of cases</source>
        <translation>Κατάλογος περιπτώσεων</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Κλείδωμα</translation>
    </message>
    <message>
        <source>Lock after</source>
        <translation>Κλείδωμα μετά από</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Κλειδωμένο</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Μέγιστη</translation>
    </message>
    <message>
        <source>Longest diameter over time; lines join days that can be compared</source>
        <translation>Μέγιστη διάμετρος στον χρόνο· οι γραμμές ενώνουν συγκρίσιμες ημέρες</translation>
    </message>
    <message>
        <source>Longest diameter, and the longest perpendicular to it</source>
        <translation>Μέγιστη διάμετρος και η μέγιστη κάθετη σε αυτήν</translation>
    </message>
    <message>
        <source>Longest × perp.</source>
        <translation>Μέγιστη × κάθετη</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Προβολή</translation>
    </message>
    <message>
        <source>Looking for devices…</source>
        <translation>Αναζήτηση συσκευών…</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Αναζήτηση…</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Επανάληψη</translation>
    </message>
    <message>
        <source>Lowest value that is taken</source>
        <translation>Ελάχιστη τιμή</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Έγινε</translation>
    </message>
    <message>
        <source>Create account</source>
        <translation>Δημιουργία λογαριασμού</translation>
    </message>
    <message>
        <source>Make the brush larger</source>
        <translation>Αύξηση του πινέλου</translation>
    </message>
    <message>
        <source>Make the brush smaller</source>
        <translation>Μείωση του πινέλου</translation>
    </message>
    <message>
        <source>Make the edge rounder</source>
        <translation>Πιο στρογγυλό όριο</translation>
    </message>
    <message>
        <source>Make the mask fill fainter</source>
        <translation>Πιο αχνό γέμισμα της μάσκας</translation>
    </message>
    <message>
        <source>Make the mask fill stronger</source>
        <translation>Πιο έντονο γέμισμα της μάσκας</translation>
    </message>
    <message>
        <source>Make the next viewport the active one</source>
        <translation>Ενεργοποίηση της επόμενης προβολής</translation>
    </message>
    <message>
        <source>Malignant</source>
        <translation>Κακοήθης</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Μάσκα</translation>
    </message>
    <message>
        <source>Mask fill</source>
        <translation>Γέμισμα μάσκας</translation>
    </message>
    <message>
        <source>Mask style</source>
        <translation>Στυλ μάσκας</translation>
    </message>
    <message>
        <source>Masks are being edited beside: end that first ({key}).</source>
        <translation>Δίπλα γίνεται επεξεργασία μασκών: τερματίστε την πρώτα ({key}).</translation>
    </message>
    <message>
        <source>Masks corrected by {account}</source>
        <translation>Μάσκες διορθωμένες από {account}</translation>
    </message>
    <message>
        <source>Masks written to {value}{more}.</source>
        <translation>Οι μάσκες γράφτηκαν στο {value}{more}.</translation>
    </message>
    <message>
        <source>Maximise viewport</source>
        <translation>Μεγιστοποίηση προβολής</translation>
    </message>
    <message>
        <source>Measure the screen with a bank card, for the true size</source>
        <translation>Μέτρηση της οθόνης με τραπεζική κάρτα, για πραγματικό μέγεθος</translation>
    </message>
    <message>
        <source>Measured (n = {count}): {measured}.</source>
        <translation>Μετρήθηκε (n = {count}): {measured}.</translation>
    </message>
    <message>
        <source>Measured on {on} (n = {count}): {measured}.</source>
        <translation>Μετρήθηκε σε {on} (n = {count}): {measured}.</translation>
    </message>
    <message>
        <source>Measured on {on}: {measured}.</source>
        <translation>Μετρήθηκε σε {on}: {measured}.</translation>
    </message>
    <message>
        <source>Measured: {measured}.</source>
        <translation>Μετρήθηκε: {measured}.</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>Μετρήσεις</translation>
    </message>
    <message>
        <source>MedViewer did not end in order last time; everything up to the last finished step ({title}, {value}) is here.</source>
        <translation>Το MedViewer δεν έκλεισε κανονικά την προηγούμενη φορά· όλα ως το τελευταίο ολοκληρωμένο βήμα ({title}, {value}) είναι εδώ.</translation>
    </message>
    <message>
        <source>MedViewer help</source>
        <translation>Βοήθεια του MedViewer</translation>
    </message>
    <message>
        <source>MedViewer is free software under the Apache License 2.0.</source>
        <translation>Το MedViewer είναι ελεύθερο λογισμικό με άδεια Apache 2.0.</translation>
    </message>
    <message>
        <source>MedViewer is not a medical device; a physician reads the pictures.</source>
        <translation>Το MedViewer δεν είναι ιατροτεχνολογικό προϊόν· τις εικόνες τις διαβάζει γιατρός.</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Μήνυμα</translation>
    </message>
    <message>
        <source>Middle drag, Shift+left drag</source>
        <translation>Μεσαίο σύρσιμο, Shift+αριστερό σύρσιμο</translation>
    </message>
    <message>
        <source>Minutes without use until the window asks for the passphrase again</source>
        <translation>Λεπτά χωρίς χρήση μέχρι να ζητηθεί ξανά η φράση πρόσβασης</translation>
    </message>
    <message>
        <source>Mirror the picture left to right</source>
        <translation>Κατοπτρισμός της εικόνας αριστερά-δεξιά</translation>
    </message>
    <message>
        <source>Mirror the picture top to bottom</source>
        <translation>Κατοπτρισμός της εικόνας πάνω-κάτω</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Μοντέλο</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Μοντέλα</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Περισσότερα</translation>
    </message>
    <message>
        <source>More fill</source>
        <translation>Περισσότερο γέμισμα</translation>
    </message>
    <message>
        <source>More tools</source>
        <translation>Περισσότερα εργαλεία</translation>
    </message>
    <message>
        <source>More tools: those there is no room for</source>
        <translation>Περισσότερα εργαλεία: όσα δεν χωρούν</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Ποντίκι</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Μετακίνηση</translation>
    </message>
    <message>
        <source>Move the edge inwards by the distance</source>
        <translation>Μετακίνηση του ορίου προς τα μέσα κατά την απόσταση</translation>
    </message>
    <message>
        <source>Move the edge outwards by the distance</source>
        <translation>Μετακίνηση του ορίου προς τα έξω κατά την απόσταση</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>Μετακίνηση της εικόνας</translation>
    </message>
    <message>
        <source>NOT FOR DIAGNOSTIC USE</source>
        <translation>ΟΧΙ ΓΙΑ ΔΙΑΓΝΩΣΤΙΚΗ ΧΡΗΣΗ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Όνομα</translation>
    </message>
    <message>
        <source>Names and identifiers are hidden each time MedViewer starts</source>
        <translation>Ονόματα και κωδικοί κρύβονται σε κάθε έναρξη του MedViewer</translation>
    </message>
    <message>
        <source>Names may be burnt into this picture and the file does not say where. Look at every frame; export only if there are none.</source>
        <translation>Ίσως υπάρχουν ονόματα αποτυπωμένα στην εικόνα και το αρχείο δεν λέει πού. Δείτε κάθε καρέ· εξάγετε μόνο αν δεν υπάρχουν.</translation>
    </message>
    <message>
        <source>Names the most probable class; its figures are those of {label}.</source>
        <translation>Ονομάζει την πιο πιθανή κατηγορία· τα στοιχεία της αφορούν: {label}.</translation>
    </message>
    <message>
        <source>Names the most probable class; its figures are those of {label}. {cost}</source>
        <translation>Ονομάζει την πιο πιθανή κατηγορία· τα στοιχεία της αφορούν: {label}. {cost}</translation>
    </message>
    <message>
        <source>Names {label} early, to find at least {value} % of them, at the price of more false alarms.</source>
        <translation>Ονομάζει νωρίς: {label}, ώστε να βρει τουλάχιστον {value} %, με τίμημα περισσότερους ψευδείς συναγερμούς.</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Ποτέ</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Νέο πλήκτρο</translation>
    </message>
    <message>
        <source>New key for {value}:</source>
        <translation>Νέο πλήκτρο για {value}:</translation>
    </message>
    <message>
        <source>Next case</source>
        <translation>Επόμενη περίπτωση</translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation>Επόμενο καρέ</translation>
    </message>
    <message>
        <source>Next mask style</source>
        <translation>Επόμενο στυλ μάσκας</translation>
    </message>
    <message>
        <source>Next region shape</source>
        <translation>Επόμενο σχήμα περιοχής</translation>
    </message>
    <message>
        <source>Next segment</source>
        <translation>Επόμενο τμήμα</translation>
    </message>
    <message>
        <source>Next series</source>
        <translation>Επόμενη σειρά</translation>
    </message>
    <message>
        <source>Next viewport</source>
        <translation>Επόμενη προβολή</translation>
    </message>
    <message>
        <source>No abnormality in this slice</source>
        <translation>Καμία ανωμαλία σε αυτή την τομή</translation>
    </message>
    <message>
        <source>No case fits the search and filters.</source>
        <translation>Καμία περίπτωση δεν ταιριάζει στην αναζήτηση και τα φίλτρα.</translation>
    </message>
    <message>
        <source>No case waits for a prediction</source>
        <translation>Καμία περίπτωση δεν περιμένει πρόβλεψη</translation>
    </message>
    <message>
        <source>No earlier results.</source>
        <translation>Κανένα προηγούμενο αποτέλεσμα.</translation>
    </message>
    <message>
        <source>No earlier {modality} of this patient is in the list or in the store.</source>
        <translation>Δεν υπάρχει προηγούμενη {modality} αυτού του ασθενούς στη λίστα ή στην αποθήκη.</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Κανένα πλήκτρο</translation>
    </message>
    <message>
        <source>No lesion found</source>
        <translation>Δεν βρέθηκε βλάβη</translation>
    </message>
    <message>
        <source>No lesion outlined.</source>
        <translation>Καμία βλάβη με περίγραμμα.</translation>
    </message>
    <message>
        <source>No model pack is installed, so nothing can be predicted.</source>
        <translation>Δεν υπάρχει εγκατεστημένο πακέτο μοντέλου, άρα δεν γίνεται πρόβλεψη.</translation>
    </message>
    <message>
        <source>No model pack is installed.</source>
        <translation>Δεν υπάρχει εγκατεστημένο πακέτο μοντέλου.</translation>
    </message>
    <message>
        <source>No reference mask lies beside this scan.</source>
        <translation>Δεν υπάρχει μάσκα αναφοράς δίπλα σε αυτή τη σάρωση.</translation>
    </message>
    <message>
        <source>No result yet. Press {key} to predict, {by_hand} to outline by hand.</source>
        <translation>Κανένα αποτέλεσμα ακόμη. Πατήστε {key} για πρόβλεψη, {by_hand} για περίγραμμα με το χέρι.</translation>
    </message>
    <message>
        <source>No result yet. Press {key} to predict.</source>
        <translation>Κανένα αποτέλεσμα ακόμη. Πατήστε {key} για πρόβλεψη.</translation>
    </message>
    <message>
        <source>No scale in this file. True length of the line ({pixels} px):</source>
        <translation>Το αρχείο δεν έχει κλίμακα. Πραγματικό μήκος της γραμμής ({pixels} px):</translation>
    </message>
    <message>
        <source>No scan is open</source>
        <translation>Δεν είναι ανοιχτή καμία σάρωση</translation>
    </message>
    <message>
        <source>No scans were found there.</source>
        <translation>Δεν βρέθηκαν σαρώσεις εκεί.</translation>
    </message>
    <message>
        <source>No scans yet.

Drop files or a folder here, or press {key}.</source>
        <translation>Δεν υπάρχουν ακόμη σαρώσεις.

Αφήστε εδώ αρχεία ή φάκελο ή πατήστε {key}.</translation>
    </message>
    <message>
        <source>Nobody can recover a lost passphrase.</source>
        <translation>Κανείς δεν μπορεί να ανακτήσει χαμένη φράση πρόσβασης.</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Φυσιολογικό</translation>
    </message>
    <message>
        <source>Not everything was saved</source>
        <translation>Δεν αποθηκεύτηκαν όλα</translation>
    </message>
    <message>
        <source>Not possible now</source>
        <translation>Δεν είναι δυνατό τώρα</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Δεν διαβάστηκε</translation>
    </message>
    <message>
        <source>Not read: this model was not made for this scan</source>
        <translation>Δεν διαβάστηκε: το μοντέλο δεν φτιάχτηκε για αυτή τη σάρωση</translation>
    </message>
    <message>
        <source>Not saved: the demo store keeps demo patients only. Start MedViewer without the demo to keep results of your own scans.</source>
        <translation>Δεν αποθηκεύτηκε: η αποθήκη επίδειξης κρατά μόνο ασθενείς επίδειξης. Ξεκινήστε το MedViewer χωρίς την επίδειξη για να κρατήσετε αποτελέσματα των δικών σας σαρώσεων.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Σημείωση</translation>
    </message>
    <message>
        <source>Nothing fits the search.</source>
        <translation>Τίποτα δεν ταιριάζει στην αναζήτηση.</translation>
    </message>
    <message>
        <source>Nothing in the picture is changed.</source>
        <translation>Τίποτα στην εικόνα δεν αλλάζει.</translation>
    </message>
    <message>
        <source>Nothing in this picture by itself spoke for: {title}.</source>
        <translation>Τίποτα στην εικόνα από μόνο του δεν συνηγόρησε υπέρ: {title}.</translation>
    </message>
    <message>
        <source>Nothing to take back</source>
        <translation>Δεν υπάρχει κάτι για αναίρεση</translation>
    </message>
    <message>
        <source>Number of cases</source>
        <translation>Πλήθος περιπτώσεων</translation>
    </message>
    <message>
        <source>Of the file</source>
        <translation>Του αρχείου</translation>
    </message>
    <message>
        <source>Of the file: {value}</source>
        <translation>Του αρχείου: {value}</translation>
    </message>
    <message>
        <source>Of the study; where the file has none, of the newest result</source>
        <translation>Της εξέτασης· αν λείπει, του νεότερου αποτελέσματος</translation>
    </message>
    <message>
        <source>Off.</source>
        <translation>Κλειστό.</translation>
    </message>
    <message>
        <source>One pixel of the picture on one of the screen</source>
        <translation>Ένα pixel της εικόνας σε ένα της οθόνης</translation>
    </message>
    <message>
        <source>One scan</source>
        <translation>Μία σάρωση</translation>
    </message>
    <message>
        <source>One slice or frame back</source>
        <translation>Μία τομή ή καρέ πίσω</translation>
    </message>
    <message>
        <source>One slice or frame on</source>
        <translation>Μία τομή ή καρέ μπροστά</translation>
    </message>
    <message>
        <source>One to one</source>
        <translation>Ένα προς ένα</translation>
    </message>
    <message>
        <source>Only a range of values</source>
        <translation>Μόνο εύρος τιμών</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Αδιαφάνεια</translation>
    </message>
    <message>
        <source>Opacity of the fill</source>
        <translation>Αδιαφάνεια του γεμίσματος</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Άνοιγμα</translation>
    </message>
    <message>
        <source>Open a scan first</source>
        <translation>Ανοίξτε πρώτα μια σάρωση</translation>
    </message>
    <message>
        <source>Open a scan first.</source>
        <translation>Ανοίξτε πρώτα μια σάρωση.</translation>
    </message>
    <message>
        <source>Open a scan to begin</source>
        <translation>Ανοίξτε μια σάρωση για να ξεκινήσετε</translation>
    </message>
    <message>
        <source>Open a scan to begin.</source>
        <translation>Ανοίξτε μια σάρωση για να ξεκινήσετε.</translation>
    </message>
    <message>
        <source>Open a scan to see its planes.</source>
        <translation>Ανοίξτε μια σάρωση για να δείτε τα επίπεδά της.</translation>
    </message>
    <message>
        <source>Open a scan: {open_files}, or drop files or a folder</source>
        <translation>Άνοιγμα σάρωσης: {open_files} ή αφήστε αρχεία ή φάκελο</translation>
    </message>
    <message>
        <source>Open every scan in a folder</source>
        <translation>Άνοιγμα κάθε σάρωσης ενός φακέλου</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>Άνοιγμα αρχείων…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Άνοιγμα φακέλου</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Άνοιγμα φακέλου…</translation>
    </message>
    <message>
        <source>Open in next viewport</source>
        <translation>Άνοιγμα στην επόμενη προβολή</translation>
    </message>
    <message>
        <source>Open scans</source>
        <translation>Άνοιγμα σαρώσεων</translation>
    </message>
    <message>
        <source>Open the file that was written</source>
        <translation>Άνοιγμα του αρχείου που γράφτηκε</translation>
    </message>
    <message>
        <source>Opening the demo patients…</source>
        <translation>Άνοιγμα των ασθενών επίδειξης…</translation>
    </message>
    <message>
        <source>Opening: {value} found</source>
        <translation>Άνοιγμα: βρέθηκαν {value}</translation>
    </message>
    <message>
        <source>Opening: {value} found in {seen} files</source>
        <translation>Άνοιγμα: βρέθηκαν {value} σε {seen} αρχεία</translation>
    </message>
    <message>
        <source>Operating point</source>
        <translation>Σημείο λειτουργίας</translation>
    </message>
    <message>
        <source>Operating point: {title}</source>
        <translation>Σημείο λειτουργίας: {title}</translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation>Σειρά της λίστας</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Περίγραμμα</translation>
    </message>
    <message>
        <source>Outline and fill</source>
        <translation>Περίγραμμα και γέμισμα</translation>
    </message>
    <message>
        <source>Outline lesions and name the diagnosis</source>
        <translation>Περίγραμμα βλαβών και διάγνωση</translation>
    </message>
    <message>
        <source>Outlined by hand</source>
        <translation>Περίγραμμα με το χέρι</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>Επικάλυψη</translation>
    </message>
    <message>
        <source>Overlay style</source>
        <translation>Στυλ επικάλυψης</translation>
    </message>
    <message>
        <source>Overlay: {label}</source>
        <translation>Επικάλυψη: {label}</translation>
    </message>
    <message>
        <source>Pages of the help</source>
        <translation>Σελίδες της βοήθειας</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>Σελίδες των ρυθμίσεων</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Μετακίνηση</translation>
    </message>
    <message>
        <source>Part of a name, or a key</source>
        <translation>Μέρος ονόματος ή πλήκτρο</translation>
    </message>
    <message>
        <source>Part of this scan's history is damaged: what was done stands, but steps before that cannot be undone.</source>
        <translation>Μέρος του ιστορικού αυτής της σάρωσης έχει βλάβη: ό,τι έγινε ισχύει, αλλά τα προηγούμενα βήματα δεν αναιρούνται.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Φράση πρόσβασης</translation>
    </message>
    <message>
        <source>Passphrase again</source>
        <translation>Φράση πρόσβασης ξανά</translation>
    </message>
    <message>
        <source>Patient hidden</source>
        <translation>Κρυμμένος ασθενής</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>Ασθενείς</translation>
    </message>
    <message>
        <source>Patients and privacy</source>
        <translation>Ασθενείς και απόρρητο</translation>
    </message>
    <message>
        <source>Pause the queue</source>
        <translation>Παύση της ουράς</translation>
    </message>
    <message>
        <source>Pixels per millimetre</source>
        <translation>Pixel ανά χιλιοστό</translation>
    </message>
    <message>
        <source>Place of the store</source>
        <translation>Θέση της αποθήκης</translation>
    </message>
    <message>
        <source>Place the points of what is drawn by keys</source>
        <translation>Τοποθέτηση σημείων με τα πλήκτρα</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Αναπαραγωγή</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Αναπαραγωγή ή παύση</translation>
    </message>
    <message>
        <source>Play or stop the film</source>
        <translation>Αναπαραγωγή ή διακοπή της ταινίας</translation>
    </message>
    <message>
        <source>Play the frames as a film (C)</source>
        <translation>Αναπαραγωγή των καρέ ως ταινία (C)</translation>
    </message>
    <message>
        <source>Please give your name.</source>
        <translation>Δώστε το όνομά σας.</translation>
    </message>
    <message>
        <source>Please give your passphrase.</source>
        <translation>Δώστε τη φράση πρόσβασής σας.</translation>
    </message>
    <message>
        <source>Pneumonia</source>
        <translation>Πνευμονία</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>Πολύγωνο</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>Πρόβλεψη</translation>
    </message>
    <message>
        <source>Predict all new</source>
        <translation>Πρόβλεψη όλων των νέων</translation>
    </message>
    <message>
        <source>Predict and decide</source>
        <translation>Πρόβλεψη και απόφαση</translation>
    </message>
    <message>
        <source>Predict anyway</source>
        <translation>Πρόβλεψη παρ' όλα αυτά</translation>
    </message>
    <message>
        <source>Predict anyway, against the model's refusal</source>
        <translation>Πρόβλεψη παρ' όλα αυτά, παρά την άρνηση του μοντέλου</translation>
    </message>
    <message>
        <source>Predict first</source>
        <translation>Κάντε πρώτα πρόβλεψη</translation>
    </message>
    <message>
        <source>Predict the cases that were waiting when MedViewer last closed</source>
        <translation>Πρόβλεψη των περιπτώσεων που περίμεναν όταν έκλεισε το MedViewer</translation>
    </message>
    <message>
        <source>Predict the next case ahead</source>
        <translation>Πρόβλεψη της επόμενης περίπτωσης εκ των προτέρων</translation>
    </message>
    <message>
        <source>Predict with {predict}, then accept with {accept} or reject with {reject}</source>
        <translation>Πρόβλεψη με {predict}, μετά αποδοχή με {accept} ή απόρριψη με {reject}</translation>
    </message>
    <message>
        <source>Predicted mask</source>
        <translation>Προβλεπόμενη μάσκα</translation>
    </message>
    <message>
        <source>Predicted probability</source>
        <translation>Προβλεπόμενη πιθανότητα</translation>
    </message>
    <message>
        <source>Predicting</source>
        <translation>Πρόβλεψη σε εξέλιξη</translation>
    </message>
    <message>
        <source>Prediction shown, not the corrected masks</source>
        <translation>Φαίνεται η πρόβλεψη, όχι οι διορθωμένες μάσκες</translation>
    </message>
    <message>
        <source>Press the new key here</source>
        <translation>Πατήστε εδώ το νέο πλήκτρο</translation>
    </message>
    <message>
        <source>Previous case</source>
        <translation>Προηγούμενη περίπτωση</translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation>Προηγούμενο καρέ</translation>
    </message>
    <message>
        <source>Previous series</source>
        <translation>Προηγούμενη σειρά</translation>
    </message>
    <message>
        <source>Print the keys that are shown</source>
        <translation>Εκτύπωση των πλήκτρων που φαίνονται</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Εκτύπωση…</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Απόρρητο</translation>
    </message>
    <message>
        <source>Probability map</source>
        <translation>Χάρτης πιθανότητας</translation>
    </message>
    <message>
        <source>Probability of each class</source>
        <translation>Πιθανότητα κάθε κατηγορίας</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>Επεξεργαστής (CPU)</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Πρόγραμμα</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Πρόοδος</translation>
    </message>
    <message>
        <source>Progress of the prediction</source>
        <translation>Πρόοδος της πρόβλεψης</translation>
    </message>
    <message>
        <source>Progress of the queue</source>
        <translation>Πρόοδος της ουράς</translation>
    </message>
    <message>
        <source>Provenance</source>
        <translation>Προέλευση</translation>
    </message>
    <message>
        <source>Qt and PySide6 are used under the GNU LGPL version 3; the icons are Material Design Icons under the Apache License 2.0; the fonts are under the SIL Open Font License 1.1 and the Apache License 2.0.</source>
        <translation>Τα Qt και PySide6 χρησιμοποιούνται με άδεια GNU LGPL έκδοση 3· τα εικονίδια είναι Material Design Icons με άδεια Apache 2.0· οι γραμματοσειρές έχουν άδεια SIL Open Font License 1.1 και Apache 2.0.</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Ουρά</translation>
    </message>
    <message>
        <source>Queue every listed case that has no result yet</source>
        <translation>Στην ουρά κάθε περίπτωση της λίστας χωρίς αποτέλεσμα</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Έξοδος</translation>
    </message>
    <message>
        <source>Range…</source>
        <translation>Εύρος…</translation>
    </message>
    <message>
        <source>Read against the model's refusal</source>
        <translation>Διαβάστηκε παρά την άρνηση του μοντέλου</translation>
    </message>
    <message>
        <source>Read by</source>
        <translation>Αξιολόγηση από</translation>
    </message>
    <message>
        <source>Read this scan although it is not what the model was made for; the reason is kept</source>
        <translation>Ανάγνωση της σάρωσης αν και το μοντέλο δεν φτιάχτηκε για αυτήν· ο λόγος φυλάσσεται</translation>
    </message>
    <message>
        <source>Read this scan with the chosen model</source>
        <translation>Ανάγνωση της σάρωσης με το επιλεγμένο μοντέλο</translation>
    </message>
    <message>
        <source>Read with {title}</source>
        <translation>Ανάγνωση με {title}</translation>
    </message>
    <message>
        <source>Reading the scan</source>
        <translation>Ανάγνωση της σάρωσης</translation>
    </message>
    <message>
        <source>Reading the volume for its planes</source>
        <translation>Ανάγνωση του όγκου για τα επίπεδα</translation>
    </message>
    <message>
        <source>Reading {word} {value} of {value2}</source>
        <translation>Ανάγνωση: {word} {value} από {value2}</translation>
    </message>
    <message>
        <source>Recent folders</source>
        <translation>Πρόσφατοι φάκελοι</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Ορθογώνιο</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Επανάληψη</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Αναφορά</translation>
    </message>
    <message>
        <source>Reference lines</source>
        <translation>Γραμμές αναφοράς</translation>
    </message>
    <message>
        <source>Reference mask</source>
        <translation>Μάσκα αναφοράς</translation>
    </message>
    <message>
        <source>Refusal overridden</source>
        <translation>Παράκαμψη άρνησης</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Απόρριψη</translation>
    </message>
    <message>
        <source>Reject the prediction</source>
        <translation>Απόρριψη της πρόβλεψης</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Έγινε απόρριψη</translation>
    </message>
    <message>
        <source>Remove the scale: lengths are in pixels again</source>
        <translation>Αφαίρεση της κλίμακας: τα μήκη είναι πάλι σε pixel</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Αναφορά</translation>
    </message>
    <message>
        <source>Report written to {path}</source>
        <translation>Η αναφορά γράφτηκε στο {path}</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Αναφορές</translation>
    </message>
    <message>
        <source>Reset this action</source>
        <translation>Επαναφορά ενέργειας</translation>
    </message>
    <message>
        <source>Reset this page</source>
        <translation>Επαναφορά σελίδας</translation>
    </message>
    <message>
        <source>Reset view</source>
        <translation>Επαναφορά προβολής</translation>
    </message>
    <message>
        <source>Reshape</source>
        <translation>Αλλαγή σχήματος</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Αποτέλεσμα</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Αποτελέσματα</translation>
    </message>
    <message>
        <source>Results are kept on this computer in an encrypted store. Create the first account to open it.

Nobody can recover a lost passphrase, and without it the stored results cannot be read. Keep it somewhere safe.</source>
        <translation>Τα αποτελέσματα φυλάσσονται σε αυτόν τον υπολογιστή σε κρυπτογραφημένη αποθήκη. Δημιουργήστε τον πρώτο λογαριασμό για να την ανοίξετε.

Κανείς δεν μπορεί να ανακτήσει χαμένη φράση πρόσβασης και χωρίς αυτήν τα αποτελέσματα δεν διαβάζονται. Φυλάξτε την σε ασφαλές μέρος.</translation>
    </message>
    <message>
        <source>Review state</source>
        <translation>Κατάσταση αξιολόγησης</translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation>Δεξί σύρσιμο</translation>
    </message>
    <message>
        <source>Save and close MedViewer</source>
        <translation>Αποθήκευση και κλείσιμο του MedViewer</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Αποθηκεύτηκε.</translation>
    </message>
    <message>
        <source>Scale by user saved; lengths are measured with it.</source>
        <translation>Η κλίμακα του χρήστη αποθηκεύτηκε· τα μήκη μετρώνται με αυτήν.</translation>
    </message>
    <message>
        <source>Scale by user: {row_mm} mm per pixel.</source>
        <translation>Κλίμακα από τον χρήστη: {row_mm} mm ανά pixel.</translation>
    </message>
    <message>
        <source>Scale taken back.</source>
        <translation>Η κλίμακα αναιρέθηκε.</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>Σάρωση</translation>
    </message>
    <message>
        <source>Scan picture</source>
        <translation>Εικόνα σάρωσης</translation>
    </message>
    <message>
        <source>Scan {value}</source>
        <translation>Σάρωση {value}</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Σαρώσεις</translation>
    </message>
    <message>
        <source>Scans of one frame of reference move together</source>
        <translation>Σαρώσεις ίδιου συστήματος αναφοράς κινούνται μαζί</translation>
    </message>
    <message>
        <source>Screen calibrated; pictures can be shown in true size.</source>
        <translation>Η οθόνη βαθμονομήθηκε· οι εικόνες μπορούν να φανούν σε πραγματικό μέγεθος.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Αναζήτηση</translation>
    </message>
    <message>
        <source>Search actions and keys</source>
        <translation>Αναζήτηση ενεργειών και πλήκτρων</translation>
    </message>
    <message>
        <source>Search by name, identifier, date, description (Ctrl+F)</source>
        <translation>Αναζήτηση με όνομα, κωδικό, ημερομηνία, περιγραφή (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search by name, identifier, date, description (Ctrl+F); arrows go through the list, Enter to the picture</source>
        <translation>Αναζήτηση με όνομα, κωδικό, ημερομηνία, περιγραφή (Ctrl+F)· τα βέλη διατρέχουν τη λίστα, Enter πάει στην εικόνα</translation>
    </message>
    <message>
        <source>Search patients and studies</source>
        <translation>Αναζήτηση ασθενών και εξετάσεων</translation>
    </message>
    <message>
        <source>Segment to edit</source>
        <translation>Τμήμα προς επεξεργασία</translation>
    </message>
    <message>
        <source>Sensitivity {value} %</source>
        <translation>Ευαισθησία {value} %</translation>
    </message>
    <message>
        <source>Series {number}</source>
        <translation>Σειρά {number}</translation>
    </message>
    <message>
        <source>Set up how MedViewer looks and works</source>
        <translation>Ρύθμιση εμφάνισης και λειτουργίας του MedViewer</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ρυθμίσεις</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Εμφάνιση</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Εμφάνιση όλων</translation>
    </message>
    <message>
        <source>Show evidence</source>
        <translation>Εμφάνιση ενδείξεων</translation>
    </message>
    <message>
        <source>Show four scans</source>
        <translation>Εμφάνιση τεσσάρων σαρώσεων</translation>
    </message>
    <message>
        <source>Show masks</source>
        <translation>Εμφάνιση μασκών</translation>
    </message>
    <message>
        <source>Show one scan</source>
        <translation>Εμφάνιση μίας σάρωσης</translation>
    </message>
    <message>
        <source>Show only cases by: {value}</source>
        <translation>Εμφάνιση μόνο περιπτώσεων κατά: {value}</translation>
    </message>
    <message>
        <source>Show only some cases</source>
        <translation>Εμφάνιση μόνο ορισμένων περιπτώσεων</translation>
    </message>
    <message>
        <source>Show or hide the cases of the queue</source>
        <translation>Εμφάνιση ή απόκρυψη των περιπτώσεων της ουράς</translation>
    </message>
    <message>
        <source>Show or hide the list at the left</source>
        <translation>Εμφάνιση ή απόκρυψη του καταλόγου αριστερά</translation>
    </message>
    <message>
        <source>Show or hide the masks; hold the key to peek</source>
        <translation>Εμφάνιση ή απόκρυψη των μασκών· κρατήστε το πλήκτρο για ματιά</translation>
    </message>
    <message>
        <source>Show or hide the masks; hold to peek</source>
        <translation>Εμφάνιση ή απόκρυψη των μασκών· κρατήστε το πλήκτρο για ματιά</translation>
    </message>
    <message>
        <source>Show or hide the panel at the right</source>
        <translation>Εμφάνιση ή απόκρυψη του πίνακα δεξιά</translation>
    </message>
    <message>
        <source>Show or hide what the scan's files draw</source>
        <translation>Εμφάνιση ή απόκρυψη όσων σχεδιάζουν τα αρχεία της σάρωσης</translation>
    </message>
    <message>
        <source>Show or hide where the network looked</source>
        <translation>Εμφάνιση ή απόκρυψη του σημείου όπου κοίταξε το δίκτυο</translation>
    </message>
    <message>
        <source>Show or hide: {title}</source>
        <translation>Εμφάνιση ή απόκρυψη: {title}</translation>
    </message>
    <message>
        <source>Show overlays of the file</source>
        <translation>Εμφάνιση επικαλύψεων του αρχείου</translation>
    </message>
    <message>
        <source>Show prediction</source>
        <translation>Εμφάνιση πρόβλεψης</translation>
    </message>
    <message>
        <source>Show the cases of these days</source>
        <translation>Εμφάνιση των περιπτώσεων αυτών των ημερών</translation>
    </message>
    <message>
        <source>Show the chosen case in the next viewport</source>
        <translation>Εμφάνιση της επιλεγμένης περίπτωσης στην επόμενη προβολή</translation>
    </message>
    <message>
        <source>Show the model's own masks in place of the corrected ones</source>
        <translation>Εμφάνιση των μασκών του μοντέλου στη θέση των διορθωμένων</translation>
    </message>
    <message>
        <source>Show the patient's scan before, of the same kind, beside this one</source>
        <translation>Εμφάνιση της προηγούμενης σάρωσης του ασθενούς, ίδιου είδους, δίπλα</translation>
    </message>
    <message>
        <source>Show two scans one above the other</source>
        <translation>Εμφάνιση δύο σαρώσεων μία πάνω από την άλλη</translation>
    </message>
    <message>
        <source>Show two scans side by side</source>
        <translation>Εμφάνιση δύο σαρώσεων δίπλα δίπλα</translation>
    </message>
    <message>
        <source>Show where a network looked that only names</source>
        <translation>Εμφάνιση του σημείου όπου κοίταξε ένα δίκτυο που μόνο ονομάζει</translation>
    </message>
    <message>
        <source>Show where the edge of the mask is uncertain</source>
        <translation>Εμφάνιση σημείων όπου το όριο της μάσκας είναι αβέβαιο</translation>
    </message>
    <message>
        <source>Show where the slices of other viewports lie</source>
        <translation>Εμφάνιση της θέσης των τομών άλλων προβολών</translation>
    </message>
    <message>
        <source>Show {title}</source>
        <translation>Εμφάνιση: {title}</translation>
    </message>
    <message>
        <source>Shrink</source>
        <translation>Συρρίκνωση</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Σύνδεση</translation>
    </message>
    <message>
        <source>Sign in first</source>
        <translation>Συνδεθείτε πρώτα</translation>
    </message>
    <message>
        <source>Sign in, and the scans will open.</source>
        <translation>Συνδεθείτε και οι σαρώσεις θα ανοίξουν.</translation>
    </message>
    <message>
        <source>Sign in: results are kept encrypted, for you alone</source>
        <translation>Σύνδεση: τα αποτελέσματα φυλάσσονται κρυπτογραφημένα, μόνο για εσάς</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Αποσύνδεση</translation>
    </message>
    <message>
        <source>Signed in as {account}.</source>
        <translation>Συνδεθήκατε ως {account}.</translation>
    </message>
    <message>
        <source>Signed out.</source>
        <translation>Αποσυνδεθήκατε.</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>Μέγεθος κειμένου</translation>
    </message>
    <message>
        <source>Size of text and controls; pictures keep theirs</source>
        <translation>Μέγεθος κειμένου και στοιχείων· οι εικόνες δεν αλλάζουν</translation>
    </message>
    <message>
        <source>Size; of a region also mean and standard deviation of its pixels</source>
        <translation>Μέγεθος· για περιοχή και μέση τιμή και τυπική απόκλιση των pixel</translation>
    </message>
    <message>
        <source>Sizes are in millimetres only where the file or you gave a scale; otherwise they are in pixels, and the panel says so.</source>
        <translation>Τα μεγέθη είναι σε χιλιοστά μόνο όπου το αρχείο ή εσείς δώσατε κλίμακα· αλλιώς είναι σε pixel και ο πίνακας το αναφέρει.</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>Τομή</translation>
    </message>
    <message>
        <source>Slices and cine</source>
        <translation>Τομές και ταινία</translation>
    </message>
    <message>
        <source>Slices or frames</source>
        <translation>Τομές ή καρέ</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>Μικρότερο πινέλο</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Εξομάλυνση</translation>
    </message>
    <message>
        <source>Smooth between pixels</source>
        <translation>Εξομάλυνση μεταξύ pixel</translation>
    </message>
    <message>
        <source>Specificity {value} %</source>
        <translation>Ειδικότητα {value} %</translation>
    </message>
    <message>
        <source>Start again at the end of the film</source>
        <translation>Νέα αρχή στο τέλος της ταινίας</translation>
    </message>
    <message>
        <source>Start with patients hidden</source>
        <translation>Έναρξη με κρυμμένους ασθενείς</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Κατάσταση</translation>
    </message>
    <message>
        <source>State of the case</source>
        <translation>Κατάσταση της περίπτωσης</translation>
    </message>
    <message>
        <source>Stop the work in progress</source>
        <translation>Διακοπή της εργασίας σε εξέλιξη</translation>
    </message>
    <message>
        <source>Stop this prediction (Esc)</source>
        <translation>Διακοπή αυτής της πρόβλεψης (Esc)</translation>
    </message>
    <message>
        <source>Stopped; {value} scans are open.</source>
        <translation>Διακόπηκε· {value} σαρώσεις είναι ανοιχτές.</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Αποθήκη</translation>
    </message>
    <message>
        <source>Strong.</source>
        <translation>Ισχυρή.</translation>
    </message>
    <message>
        <source>Structured report</source>
        <translation>Δομημένη αναφορά</translation>
    </message>
    <message>
        <source>Structured report  {name}</source>
        <translation>Δομημένη αναφορά  {name}</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>Εξέταση</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>Στυλ</translation>
    </message>
    <message>
        <source>Swap black and white</source>
        <translation>Εναλλαγή μαύρου και λευκού</translation>
    </message>
    <message>
        <source>Switch between dark and light</source>
        <translation>Εναλλαγή σκούρου και φωτεινού</translation>
    </message>
    <message>
        <source>Take all opened scans off the list; nothing is deleted</source>
        <translation>Αφαίρεση όλων των ανοιγμένων σαρώσεων από τη λίστα· τίποτα δεν διαγράφεται</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Αναίρεση</translation>
    </message>
    <message>
        <source>Take back the last change on this page</source>
        <translation>Αναίρεση της τελευταίας αλλαγής σε αυτή τη σελίδα</translation>
    </message>
    <message>
        <source>Take back the last decision on this case</source>
        <translation>Αναίρεση της τελευταίας απόφασης για αυτή την περίπτωση</translation>
    </message>
    <message>
        <source>Take back the last step on this scan</source>
        <translation>Αναίρεση του τελευταίου βήματος σε αυτή τη σάρωση</translation>
    </message>
    <message>
        <source>Take finished cases off this list</source>
        <translation>Αφαίρεση ολοκληρωμένων από τη λίστα</translation>
    </message>
    <message>
        <source>Take it over</source>
        <translation>Ανάληψη πλήκτρου</translation>
    </message>
    <message>
        <source>Take the outline of this slice away</source>
        <translation>Αφαίρεση του περιγράμματος αυτής της τομής</translation>
    </message>
    <message>
        <source>Take this filter off: {words}</source>
        <translation>Αφαίρεση φίλτρου: {words}</translation>
    </message>
    <message>
        <source>Takes this scan</source>
        <translation>Δέχεται αυτή τη σάρωση</translation>
    </message>
    <message>
        <source>Text of the report</source>
        <translation>Κείμενο της αναφοράς</translation>
    </message>
    <message>
        <source>The command palette does everything by name: type a few letters of what you want.</source>
        <translation>Η παλέτα εντολών κάνει τα πάντα με το όνομά τους: πληκτρολογήστε λίγα γράμματα.</translation>
    </message>
    <message>
        <source>The demo has no accounts</source>
        <translation>Η επίδειξη δεν έχει λογαριασμούς</translation>
    </message>
    <message>
        <source>The encrypted store of results. Start with --store to use another.</source>
        <translation>Η κρυπτογραφημένη αποθήκη αποτελεσμάτων. Ξεκινήστε με --store για άλλη.</translation>
    </message>
    <message>
        <source>The file of 1 case is no longer there; the others go on.</source>
        <translation>Το αρχείο 1 περίπτωσης δεν υπάρχει πια· οι άλλες συνεχίζουν.</translation>
    </message>
    <message>
        <source>The files of {value} are no longer there; the others go on.</source>
        <translation>Τα αρχεία {value} δεν υπάρχουν πια· οι άλλες συνεχίζουν.</translation>
    </message>
    <message>
        <source>The first slice or frame</source>
        <translation>Η πρώτη τομή ή καρέ</translation>
    </message>
    <message>
        <source>The image that it is on</source>
        <translation>Η εικόνα στην οποία βρίσκεται</translation>
    </message>
    <message>
        <source>The language of the window; reports and exports stay English</source>
        <translation>Η γλώσσα του παραθύρου· αναφορές και εξαγωγές μένουν στα αγγλικά</translation>
    </message>
    <message>
        <source>The last slice or frame</source>
        <translation>Η τελευταία τομή ή καρέ</translation>
    </message>
    <message>
        <source>The last step is not saved yet; export the masks when it is.</source>
        <translation>Το τελευταίο βήμα δεν αποθηκεύτηκε ακόμη· εξαγάγετε τις μάσκες όταν αποθηκευτεί.</translation>
    </message>
    <message>
        <source>The list at the left shows patients, studies and series. A sign and a word tell where each case stands: new, predicted, accepted, corrected or rejected.</source>
        <translation>Η λίστα αριστερά δείχνει ασθενείς, εξετάσεις και σειρές. Ένα σημάδι και μία λέξη δείχνουν την κατάσταση κάθε περίπτωσης: νέα, με πρόβλεψη, αποδεκτή, διορθωμένη ή απορριφθείσα.</translation>
    </message>
    <message>
        <source>The model that reads the scan</source>
        <translation>Το μοντέλο που διαβάζει τη σάρωση</translation>
    </message>
    <message>
        <source>The model that reads this scan; Automatic takes the one that fits</source>
        <translation>Το μοντέλο που διαβάζει αυτή τη σάρωση· το «Αυτόματα» παίρνει αυτό που ταιριάζει</translation>
    </message>
    <message>
        <source>The name or the passphrase is wrong.</source>
        <translation>Το όνομα ή η φράση πρόσβασης είναι λάθος.</translation>
    </message>
    <message>
        <source>The new key is added; the old ones stay</source>
        <translation>Το νέο πλήκτρο προστίθεται· τα παλιά μένουν</translation>
    </message>
    <message>
        <source>The next series of the same patient</source>
        <translation>Η επόμενη σειρά του ίδιου ασθενούς</translation>
    </message>
    <message>
        <source>The passphrase needs at least {minimum} characters.</source>
        <translation>Η φράση πρόσβασης χρειάζεται τουλάχιστον {minimum} χαρακτήρες.</translation>
    </message>
    <message>
        <source>The program's own keys for this action</source>
        <translation>Τα πλήκτρα του προγράμματος για αυτή την ενέργεια</translation>
    </message>
    <message>
        <source>The queue is paused: {value}</source>
        <translation>Η ουρά είναι σε παύση: {value}</translation>
    </message>
    <message>
        <source>The report is empty.</source>
        <translation>Η αναφορά είναι κενή.</translation>
    </message>
    <message>
        <source>Remember the answer</source>
        <translation>Απομνημόνευση της απάντησης</translation>
    </message>
    <message>
        <source>Always for pictures</source>
        <translation>Πάντα για εικόνες</translation>
    </message>
    <message>
        <source>Always for {kind} scans</source>
        <translation>Πάντα για σαρώσεις {kind}</translation>
    </message>
    <message>
        <source>The scan's file is no longer there; open it again to correct its masks.</source>
        <translation>Το αρχείο της σάρωσης δεν υπάρχει πια· ανοίξτε το ξανά για να διορθώσετε τις μάσκες.</translation>
    </message>
    <message>
        <source>The scan's file is no longer there; open it again to predict.</source>
        <translation>Το αρχείο της σάρωσης δεν υπάρχει πια· ανοίξτε το ξανά για πρόβλεψη.</translation>
    </message>
    <message>
        <source>The scan's file is no longer there; this is the picture kept with the result.</source>
        <translation>Το αρχείο της σάρωσης δεν υπάρχει πια· αυτή είναι η εικόνα που φυλάχθηκε με το αποτέλεσμα.</translation>
    </message>
    <message>
        <source>The series before, of the same patient</source>
        <translation>Η προηγούμενη σειρά του ίδιου ασθενούς</translation>
    </message>
    <message>
        <source>The three steps from sign-in to a decision</source>
        <translation>Τα τρία βήματα από τη σύνδεση ως την απόφαση</translation>
    </message>
    <message>
        <source>The two passphrases differ; type the same one twice.</source>
        <translation>Οι δύο φράσεις διαφέρουν· γράψτε την ίδια δύο φορές.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Θέμα</translation>
    </message>
    <message>
        <source>There are none: export…</source>
        <translation>Δεν υπάρχουν: εξαγωγή…</translation>
    </message>
    <message>
        <source>There is no outlined part here.</source>
        <translation>Δεν υπάρχει εδώ τμήμα με περίγραμμα.</translation>
    </message>
    <message>
        <source>There is no result to correct yet.</source>
        <translation>Δεν υπάρχει ακόμη αποτέλεσμα για διόρθωση.</translation>
    </message>
    <message>
        <source>There is nothing saved of this patient yet, so there is no report.</source>
        <translation>Δεν έχει αποθηκευτεί τίποτα για αυτόν τον ασθενή, άρα δεν υπάρχει αναφορά.</translation>
    </message>
    <message>
        <source>This action has no key any more</source>
        <translation>Η ενέργεια δεν έχει πια πλήκτρο</translation>
    </message>
    <message>
        <source>This is the last slice.</source>
        <translation>Αυτή είναι η τελευταία τομή.</translation>
    </message>
    <message>
        <source>This is the {value} {which}.</source>
        <translation>Αυτή είναι η {value} {which}.</translation>
    </message>
    <message>
        <source>This model names; it outlines nothing</source>
        <translation>Αυτό το μοντέλο ονομάζει· δεν σχεδιάζει περίγραμμα</translation>
    </message>
    <message>
        <source>This model outlines nothing that could be corrected.</source>
        <translation>Αυτό το μοντέλο δεν σχεδιάζει κάτι που να διορθώνεται.</translation>
    </message>
    <message>
        <source>This picture carries no patient data, so there is nothing to take out of it.</source>
        <translation>Η εικόνα δεν περιέχει στοιχεία ασθενούς, οπότε δεν υπάρχει κάτι να αφαιρεθεί.</translation>
    </message>
    <message>
        <source>This result has no probability map</source>
        <translation>Αυτό το αποτέλεσμα δεν έχει χάρτη πιθανότητας</translation>
    </message>
    <message>
        <source>This result is not saved, so its masks cannot be corrected yet.</source>
        <translation>Το αποτέλεσμα δεν αποθηκεύτηκε, άρα οι μάσκες δεν διορθώνονται ακόμη.</translation>
    </message>
    <message>
        <source>This scan has no reference mask</source>
        <translation>Αυτή η σάρωση δεν έχει μάσκα αναφοράς</translation>
    </message>
    <message>
        <source>This scan has no window preset {number}.</source>
        <translation>Η σάρωση δεν έχει προκαθορισμένο παράθυρο {number}.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Νήματα</translation>
    </message>
    <message>
        <source>Three planes</source>
        <translation>Τρία επίπεδα</translation>
    </message>
    <message>
        <source>Title: {name}</source>
        <translation>Τίτλος: {name}</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Έως</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Σήμερα</translation>
    </message>
    <message>
        <source>Too short: at least {minimum} characters, {value} more.</source>
        <translation>Πολύ σύντομη: τουλάχιστον {minimum} χαρακτήρες, ακόμη {value}.</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Διάρκεια</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Εργαλεία</translation>
    </message>
    <message>
        <source>True length of the line in millimetres</source>
        <translation>Πραγματικό μήκος της γραμμής σε χιλιοστά</translation>
    </message>
    <message>
        <source>True length of the line in millimetres (Enter), Esc leaves</source>
        <translation>Πραγματικό μήκος της γραμμής σε χιλιοστά (Enter), Esc για έξοδο</translation>
    </message>
    <message>
        <source>True size</source>
        <translation>Πραγματικό μέγεθος</translation>
    </message>
    <message>
        <source>True size needs the spacing of the pixels, which this scan's file does not give.</source>
        <translation>Το πραγματικό μέγεθος χρειάζεται την απόσταση των pixel, που το αρχείο δεν δίνει.</translation>
    </message>
    <message>
        <source>True size needs to know how large this screen is: calibrate it first (View, Calibrate screen).</source>
        <translation>Το πραγματικό μέγεθος χρειάζεται το μέγεθος της οθόνης: βαθμονομήστε την πρώτα (Προβολή, Βαθμονόμηση οθόνης).</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>Στροφή αριστερά</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>Στροφή δεξιά</translation>
    </message>
    <message>
        <source>Turn the picture by 90 degrees clockwise</source>
        <translation>Στροφή της εικόνας 90 μοίρες δεξιόστροφα</translation>
    </message>
    <message>
        <source>Turn the picture by 90 degrees counter-clockwise</source>
        <translation>Στροφή της εικόνας 90 μοίρες αριστερόστροφα</translation>
    </message>
    <message>
        <source>Two side by side</source>
        <translation>Δύο δίπλα δίπλα</translation>
    </message>
    <message>
        <source>Two stacked</source>
        <translation>Δύο κατακόρυφα</translation>
    </message>
    <message>
        <source>Type what you want to do</source>
        <translation>Γράψτε τι θέλετε να κάνετε</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Αναίρεση</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Ξεκλείδωμα</translation>
    </message>
    <message>
        <source>Until {last}</source>
        <translation>Έως {last}</translation>
    </message>
    <message>
        <source>Up and down choose, Enter does it, Esc leaves</source>
        <translation>Πάνω και κάτω επιλέγουν, Enter εκτελεί, Esc κλείνει</translation>
    </message>
    <message>
        <source>Use the whole screen</source>
        <translation>Χρήση ολόκληρης της οθόνης</translation>
    </message>
    <message>
        <source>Use this length as the scale of the picture (Enter)</source>
        <translation>Χρήση αυτού του μήκους ως κλίμακα της εικόνας (Enter)</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Τιμή</translation>
    </message>
    <message>
        <source>Value under the mouse</source>
        <translation>Τιμή κάτω από το ποντίκι</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Έκδοση</translation>
    </message>
    <message>
        <source>Versions and licences</source>
        <translation>Εκδόσεις και άδειες</translation>
    </message>
    <message>
        <source>Versions, licences and what it is not made for</source>
        <translation>Εκδόσεις, άδειες και για τι δεν προορίζεται</translation>
    </message>
    <message>
        <source>Viewports</source>
        <translation>Προβολές</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Όγκος</translation>
    </message>
    <message>
        <source>Volume over all slices</source>
        <translation>Όγκος σε όλες τις τομές</translation>
    </message>
    <message>
        <source>Waiting for the engine</source>
        <translation>Αναμονή για τη μηχανή</translation>
    </message>
    <message>
        <source>Weak: easy to guess. Four or more unrelated words are strong and easy to keep.</source>
        <translation>Αδύναμη: μαντεύεται εύκολα. Τέσσερις ή περισσότερες άσχετες λέξεις είναι ισχυρές και θυμούνται εύκολα.</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Βάρη</translation>
    </message>
    <message>
        <source>Welcome to MedViewer</source>
        <translation>Καλώς ήρθατε στο MedViewer</translation>
    </message>
    <message>
        <source>What MedViewer is for</source>
        <translation>Σε τι χρησιμεύει το MedViewer</translation>
    </message>
    <message>
        <source>What is marked here will be black in every frame.</source>
        <translation>Ό,τι σημειώνεται εδώ θα είναι μαύρο σε κάθε καρέ.</translation>
    </message>
    <message>
        <source>What is open stays open behind the lock, and work under way goes on.</source>
        <translation>Ό,τι είναι ανοιχτό μένει ανοιχτό πίσω από το κλείδωμα και οι εργασίες συνεχίζονται.</translation>
    </message>
    <message>
        <source>What runs the networks</source>
        <translation>Τι εκτελεί τα δίκτυα</translation>
    </message>
    <message>
        <source>What runs the networks; automatic takes a graphics card</source>
        <translation>Τι εκτελεί τα δίκτυα· το αυτόματο παίρνει κάρτα γραφικών</translation>
    </message>
    <message>
        <source>What spoke for: {title}.</source>
        <translation>Τι συνηγόρησε υπέρ: {title}.</translation>
    </message>
    <message>
        <source>What the film does at its end</source>
        <translation>Τι κάνει η ταινία στο τέλος</translation>
    </message>
    <message>
        <source>What the models measure of a scan goes before this choice</source>
        <translation>Ό,τι μετρούν τα μοντέλα σε μια σάρωση προηγείται αυτής της επιλογής</translation>
    </message>
    <message>
        <source>What the window shows and how to work with it</source>
        <translation>Τι δείχνει το παράθυρο και πώς χρησιμοποιείται</translation>
    </message>
    <message>
        <source>What this model cannot do</source>
        <translation>Τι δεν μπορεί αυτό το μοντέλο</translation>
    </message>
    <message>
        <source>What this point costs has not been measured.</source>
        <translation>Το κόστος αυτού του σημείου δεν έχει μετρηθεί.</translation>
    </message>
    <message>
        <source>What was drawn, or its name</source>
        <translation>Τι σχεδιάστηκε ή το όνομά του</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Ροδέλα</translation>
    </message>
    <message>
        <source>Where opening a scan begins</source>
        <translation>Από πού ξεκινά το άνοιγμα σάρωσης</translation>
    </message>
    <message>
        <source>Where reports are written first</source>
        <translation>Πού γράφονται αρχικά οι αναφορές</translation>
    </message>
    <message>
        <source>Where several models may read a scan</source>
        <translation>Όπου περισσότερα μοντέλα μπορούν να διαβάσουν μια σάρωση</translation>
    </message>
    <message>
        <source>Where the scale is from</source>
        <translation>Από πού προέρχεται η κλίμακα</translation>
    </message>
    <message>
        <source>Which model reads this scan?</source>
        <translation>Ποιο μοντέλο διαβάζει αυτή τη σάρωση;</translation>
    </message>
    <message>
        <source>Which outline is edited (S: the next one)</source>
        <translation>Ποιο περίγραμμα διορθώνεται (S: το επόμενο)</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Παράθυρο</translation>
    </message>
    <message>
        <source>Window of the file</source>
        <translation>Παράθυρο του αρχείου</translation>
    </message>
    <message>
        <source>Window preset of the modality</source>
        <translation>Προκαθορισμένο παράθυρο της μεθόδου</translation>
    </message>
    <message>
        <source>Window preset {n}</source>
        <translation>Προκαθορισμένο παράθυρο {n}</translation>
    </message>
    <message>
        <source>Window/level</source>
        <translation>Παράθυρο/επίπεδο</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>Σε εξέλιξη…</translation>
    </message>
    <message>
        <source>Write copies of the scan without the patient</source>
        <translation>Εγγραφή αντιγράφων της σάρωσης χωρίς στοιχεία του ασθενούς</translation>
    </message>
    <message>
        <source>Write the masks as DICOM SEG or NIfTI</source>
        <translation>Εγγραφή των μασκών ως DICOM SEG ή NIfTI</translation>
    </message>
    <message>
        <source>Write the patient's report as a PDF</source>
        <translation>Εγγραφή της αναφοράς του ασθενούς ως PDF</translation>
    </message>
    <message>
        <source>Write the report of this patient</source>
        <translation>Εγγραφή της αναφοράς αυτού του ασθενούς</translation>
    </message>
    <message>
        <source>Writing de-identified copies…</source>
        <translation>Εγγραφή ανωνυμοποιημένων αντιγράφων…</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>Εγγραφή της αναφοράς</translation>
    </message>
    <message>
        <source>Written and checked: {count} in {folder}.</source>
        <translation>Γράφτηκαν και ελέγχθηκαν: {count} στο {folder}.</translation>
    </message>
    <message>
        <source>Written and checked: {count} in {folder}. Left out: {left_out}. {reason}</source>
        <translation>Γράφτηκαν και ελέγχθηκαν: {count} στο {folder}. Παραλείφθηκαν: {left_out}. {reason}</translation>
    </message>
    <message>
        <source>Your results are kept on this computer in an encrypted store.</source>
        <translation>Τα αποτελέσματά σας φυλάσσονται σε αυτόν τον υπολογιστή σε κρυπτογραφημένη αποθήκη.</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Μεγέθυνση</translation>
    </message>
    <message>
        <source>Zoom where the mouse is</source>
        <translation>Μεγέθυνση στο σημείο του ποντικιού</translation>
    </message>
    <message>
        <source>Zoom {value} %</source>
        <translation>Μεγέθυνση {value} %</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>αποδεκτή</translation>
    </message>
    <message>
        <source>all slices</source>
        <translation>όλες οι τομές</translation>
    </message>
    <message>
        <source>as opened</source>
        <translation>όπως ανοίχτηκαν</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>όπως αποθηκεύτηκε</translation>
    </message>
    <message>
        <source>at the detector</source>
        <translation>στον ανιχνευτή</translation>
    </message>
    <message>
        <source>back and forth</source>
        <translation>μπρος πίσω</translation>
    </message>
    <message>
        <source>benign</source>
        <translation>καλοήθης</translation>
    </message>
    <message>
        <source>born {date}</source>
        <translation>γεν. {date}</translation>
    </message>
    <message>
        <source>both masks are empty</source>
        <translation>και οι δύο μάσκες είναι κενές</translation>
    </message>
    <message>
        <source>by hand: nothing outlined yet</source>
        <translation>με το χέρι: κανένα περίγραμμα ακόμη</translation>
    </message>
    <message>
        <source>by name</source>
        <translation>κατά όνομα</translation>
    </message>
    <message>
        <source>by the reader; the model said {model}</source>
        <translation>από τον αξιολογητή· το μοντέλο είπε {model}</translation>
    </message>
    <message>
        <source>case of the list</source>
        <translation>περίπτωση της λίστας</translation>
    </message>
    <message>
        <source>click an end, the vertex and the other end</source>
        <translation>κλικ στο ένα άκρο, στην κορυφή και στο άλλο άκρο</translation>
    </message>
    <message>
        <source>click the corners and close with a double click, or drag a free stroke</source>
        <translation>κλικ στις γωνίες και κλείσιμο με διπλό κλικ ή ελεύθερη γραμμή</translation>
    </message>
    <message>
        <source>click where it belongs</source>
        <translation>κλικ εκεί όπου ανήκει</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>διορθωμένη</translation>
    </message>
    <message>
        <source>decision taken back</source>
        <translation>η απόφαση αναιρέθηκε</translation>
    </message>
    <message>
        <source>diagnosis</source>
        <translation>διάγνωση</translation>
    </message>
    <message>
        <source>done</source>
        <translation>έτοιμη</translation>
    </message>
    <message>
        <source>done again</source>
        <translation>έγινε ξανά</translation>
    </message>
    <message>
        <source>drag along one line, then along the other</source>
        <translation>σύρετε στη μία γραμμή και μετά στην άλλη</translation>
    </message>
    <message>
        <source>drag on the picture, or click where each point belongs</source>
        <translation>σύρετε στην εικόνα ή κλικ σε κάθε σημείο</translation>
    </message>
    <message>
        <source>edge band</source>
        <translation>ζώνη ορίου</translation>
    </message>
    <message>
        <source>Engine not available: {value}</source>
        <translation>Η μηχανή δεν είναι διαθέσιμη: {value}</translation>
    </message>
    <message>
        <source>Engine not started</source>
        <translation>Η μηχανή δεν ξεκίνησε</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>απέτυχε</translation>
    </message>
    <message>
        <source>first</source>
        <translation>πρώτη</translation>
    </message>
    <message>
        <source>frame</source>
        <translation>καρέ</translation>
    </message>
    <message>
        <source>had a result already</source>
        <translation>είχε ήδη αποτέλεσμα</translation>
    </message>
    <message>
        <source>it is the only model installed</source>
        <translation>είναι το μόνο εγκατεστημένο μοντέλο</translation>
    </message>
    <message>
        <source>its own pictures are clearly the most like this scan</source>
        <translation>οι δικές του εικόνες μοιάζουν σαφώς περισσότερο με αυτή τη σάρωση</translation>
    </message>
    <message>
        <source>high contrast</source>
        <translation>υψηλή αντίθεση</translation>
    </message>
    <message>
        <source>last</source>
        <translation>τελευταία</translation>
    </message>
    <message>
        <source>Loading engine…</source>
        <translation>Φόρτωση μηχανής…</translation>
    </message>
    <message>
        <source>loop</source>
        <translation>επανάληψη</translation>
    </message>
    <message>
        <source>malignant</source>
        <translation>κακοήθης</translation>
    </message>
    <message>
        <source>masks corrected</source>
        <translation>μάσκες διορθωμένες</translation>
    </message>
    <message>
        <source>masks corrected by {account}, {value}, saved</source>
        <translation>μάσκες διορθωμένες από {account}, {value}, αποθηκεύτηκε</translation>
    </message>
    <message>
        <source>masks of {value}</source>
        <translation>μάσκες: {value}</translation>
    </message>
    <message>
        <source>new</source>
        <translation>νέα</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>πρώτα τα νεότερα</translation>
    </message>
    <message>
        <source>no lesion found</source>
        <translation>δεν βρέθηκε βλάβη</translation>
    </message>
    <message>
        <source>no model installed</source>
        <translation>κανένα μοντέλο</translation>
    </message>
    <message>
        <source>no pixel with a value inside</source>
        <translation>κανένα pixel με τιμή μέσα</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>καμία τιμή</translation>
    </message>
    <message>
        <source>no-tumour</source>
        <translation>χωρίς όγκο</translation>
    </message>
    <message>
        <source>none</source>
        <translation>τίποτα</translation>
    </message>
    <message>
        <source>none seen</source>
        <translation>δεν φάνηκε</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>φυσιολογικό</translation>
    </message>
    <message>
        <source>not accepted yet</source>
        <translation>χωρίς αποδοχή ακόμη</translation>
    </message>
    <message>
        <source>oldest first</source>
        <translation>πρώτα τα παλαιότερα</translation>
    </message>
    <message>
        <source>only {title} takes this scan</source>
        <translation>μόνο το {title} δέχεται αυτή τη σάρωση</translation>
    </message>
    <message>
        <source>only {title} was made for such scans</source>
        <translation>μόνο το {title} φτιάχτηκε για τέτοιες σαρώσεις</translation>
    </message>
    <message>
        <source>outline</source>
        <translation>περίγραμμα</translation>
    </message>
    <message>
        <source>outline and fill</source>
        <translation>περίγραμμα και γέμισμα</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>σε παύση</translation>
    </message>
    <message>
        <source>picture without patient data</source>
        <translation>εικόνα χωρίς στοιχεία ασθενούς</translation>
    </message>
    <message>
        <source>pneumonia</source>
        <translation>πνευμονία</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>με πρόβλεψη</translation>
    </message>
    <message>
        <source>predicted, not saved yet</source>
        <translation>πρόβλεψη, δεν αποθηκεύτηκε ακόμη</translation>
    </message>
    <message>
        <source>predicted, saved, waiting for a reader</source>
        <translation>πρόβλεψη, αποθηκεύτηκε, αναμένει αξιολογητή</translation>
    </message>
    <message>
        <source>probability map</source>
        <translation>χάρτης πιθανότητας</translation>
    </message>
    <message>
        <source>Ready: {value}</source>
        <translation>Έτοιμη: {value}</translation>
    </message>
    <message>
        <source>Ready: {value}, 1 thread</source>
        <translation>Έτοιμη: {value}, 1 νήμα</translation>
    </message>
    <message>
        <source>Ready: {value}, {count} threads</source>
        <translation>Έτοιμη: {value}, {count} νήματα</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>άρνηση</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>απορριφθείσα</translation>
    </message>
    <message>
        <source>running</source>
        <translation>εκτελείται</translation>
    </message>
    <message>
        <source>running, {value} %</source>
        <translation>σε εξέλιξη, {value} %</translation>
    </message>
    <message>
        <source>scale by user</source>
        <translation>κλίμακα από τον χρήστη</translation>
    </message>
    <message>
        <source>scale: at the detector, not in the patient</source>
        <translation>κλίμακα: στον ανιχνευτή, όχι στον ασθενή</translation>
    </message>
    <message>
        <source>scale: pixel spacing of the file</source>
        <translation>κλίμακα: απόσταση pixel του αρχείου</translation>
    </message>
    <message>
        <source>scale: set by the reader</source>
        <translation>κλίμακα: ορίστηκε από τον αξιολογητή</translation>
    </message>
    <message>
        <source>scale: ultrasound region of the file</source>
        <translation>κλίμακα: περιοχή υπερήχων του αρχείου</translation>
    </message>
    <message>
        <source>sensitivity</source>
        <translation>ευαισθησία</translation>
    </message>
    <message>
        <source>series of this patient</source>
        <translation>σειρά αυτού του ασθενούς</translation>
    </message>
    <message>
        <source>set as the reader's choice where several may read such a scan</source>
        <translation>ορισμένο από τον αξιολογητή όπου περισσότερα μπορούν να διαβάσουν τέτοια σάρωση</translation>
    </message>
    <message>
        <source>slice</source>
        <translation>τομή</translation>
    </message>
    <message>
        <source>specificity</source>
        <translation>ειδικότητα</translation>
    </message>
    <message>
        <source>state of the case</source>
        <translation>κατάσταση της περίπτωσης</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>αναιρέθηκε</translation>
    </message>
    <message>
        <source>to do first</source>
        <translation>πρώτα τα εκκρεμή</translation>
    </message>
    <message>
        <source>tumour</source>
        <translation>όγκος</translation>
    </message>
    <message>
        <source>uncalibrated</source>
        <translation>χωρίς βαθμονόμηση</translation>
    </message>
    <message>
        <source>uncalibrated: sizes in pixels</source>
        <translation>χωρίς βαθμονόμηση: μεγέθη σε pixel</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>χωρίς επιλογή</translation>
    </message>
    <message>
        <source>validation of {data}</source>
        <translation>επικύρωση {data}</translation>
    </message>
    <message>
        <source>values: luminance of the colours, 0 to 255</source>
        <translation>τιμές: φωτεινότητα των χρωμάτων, 0 έως 255</translation>
    </message>
    <message>
        <source>whichever model fits</source>
        <translation>όποιο μοντέλο ταιριάζει</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>σε αναμονή</translation>
    </message>
    <message>
        <source>whole range</source>
        <translation>όλο το εύρος</translation>
    </message>
    <message>
        <source>{added} cases wait for a prediction by {by}</source>
        <translation>{added} περιπτώσεις περιμένουν πρόβλεψη από {by}</translation>
    </message>
    <message>
        <source>{columns} × {rows} px</source>
        <translation>{columns} × {rows} px</translation>
    </message>
    <message>
        <source>{count} installed models were asked and none takes it.</source>
        <translation>Ρωτήθηκαν {count} εγκατεστημένα μοντέλα και κανένα δεν τη δέχεται.</translation>
    </message>
    <message>
        <source>{count} lesions outlined</source>
        <translation>{count} βλάβες με περίγραμμα</translation>
    </message>
    <message>
        <source>{count} models take this scan: {titles}.</source>
        <translation>{count} μοντέλα δέχονται αυτή τη σάρωση: {titles}.</translation>
    </message>
    <message>
        <source>{count}, saved {saved_at}</source>
        <translation>{count}, αποθήκευση {saved_at}</translation>
    </message>
    <message>
        <source>{distance} mm apart</source>
        <translation>απόσταση {distance} mm</translation>
    </message>
    <message>
        <source>{drawn} by {account}, {value}, saved</source>
        <translation>{drawn} από {account}, {value}, αποθηκεύτηκε</translation>
    </message>
    <message>
        <source>{frames} frames</source>
        <translation>{frames} καρέ</translation>
    </message>
    <message>
        <source>{frames} slices</source>
        <translation>{frames} τομές</translation>
    </message>
    <message>
        <source>{had} had a result already</source>
        <translation>{had} είχαν ήδη αποτέλεσμα</translation>
    </message>
    <message>
        <source>{unfit} fit no installed model</source>
        <translation>{unfit} δεν ταιριάζουν σε κανένα εγκατεστημένο μοντέλο</translation>
    </message>
    <message>
        <source>{heading} deleted. Ctrl+Z brings it back.</source>
        <translation>Διαγράφηκε: {heading}. Ctrl+Z το επαναφέρει.</translation>
    </message>
    <message>
        <source>{heading}, {words}: x {x}  y {y}.{value} Arrow keys move the cross, Enter places it. Esc leaves.</source>
        <translation>{heading}, {words}: x {x}  y {y}.{value} Τα βέλη μετακινούν τον σταυρό, Enter τον τοποθετεί. Esc για έξοδο.</translation>
    </message>
    <message>
        <source>{heading}: {value}, or press Space.</source>
        <translation>{heading}: {value} ή πατήστε Space.</translation>
    </message>
    <message>
        <source>{hits} of {cases}</source>
        <translation>{hits} από {cases}</translation>
    </message>
    <message>
        <source>{key} is the key of {value}.</source>
        <translation>Το {key} είναι το πλήκτρο: {value}.</translation>
    </message>
    <message>
        <source>{n_results} results</source>
        <translation>{n_results} αποτελέσματα</translation>
    </message>
    <message>
        <source>{name} this day</source>
        <translation>{name} αυτή την ημέρα</translation>
    </message>
    <message>
        <source>{name} this day, included</source>
        <translation>{name} αυτή την ημέρα, μαζί με αυτήν</translation>
    </message>
    <message>
        <source>{offered} cases were</source>
        <translation>{offered} περιπτώσεις ήταν</translation>
    </message>
    <message>
        <source>{pixels_per_mm} pixels per millimetre</source>
        <translation>{pixels_per_mm} pixel ανά χιλιοστό</translation>
    </message>
    <message>
        <source>{state} by {reviewer}, {value}, saved</source>
        <translation>{state} από {reviewer}, {value}, αποθηκεύτηκε</translation>
    </message>
    <message>
        <source>{state} by {reviewer}, {when}, saved</source>
        <translation>{state} από {reviewer}, {when}, αποθηκεύτηκε</translation>
    </message>
    <message>
        <source>{title} over time</source>
        <translation>{title} στον χρόνο</translation>
    </message>
    <message>
        <source>{title} {version} on {device}</source>
        <translation>{title} {version} σε {device}</translation>
    </message>
    <message>
        <source>{title}: longest diameter over time</source>
        <translation>{title}: μέγιστη διάμετρος στον χρόνο</translation>
    </message>
    <message>
        <source>{title}: nothing to change here.</source>
        <translation>{title}: τίποτα για αλλαγή εδώ.</translation>
    </message>
    <message>
        <source>{title}: the mask has changed meanwhile, so this was left out.</source>
        <translation>{title}: η μάσκα άλλαξε στο μεταξύ, γι' αυτό παραλείφθηκε.</translation>
    </message>
    <message>
        <source>{title}: working on {value} slices.</source>
        <translation>{title}: επεξεργασία {value} τομών.</translation>
    </message>
    <message>
        <source>{title}: {percent}; named from {threshold}</source>
        <translation>{title}: {percent}· ονομάζεται από {threshold}</translation>
    </message>
    <message>
        <source>{told}: saved</source>
        <translation>{told}: αποθηκεύτηκε</translation>
    </message>
    <message>
        <source>{told}: saved.</source>
        <translation>{told}: αποθηκεύτηκε.</translation>
    </message>
    <message>
        <source>{total} s ({network} s network)</source>
        <translation>{total} s ({network} s δίκτυο)</translation>
    </message>
    <message>
        <source>{value} calibrated probability</source>
        <translation>{value} βαθμονομημένη πιθανότητα</translation>
    </message>
    <message>
        <source>{value} cases</source>
        <translation>{value} περιπτώσεις</translation>
    </message>
    <message>
        <source>{value} cases wait for a prediction</source>
        <translation>{value} περιπτώσεις περιμένουν πρόβλεψη</translation>
    </message>
    <message>
        <source>{value} de-identified files</source>
        <translation>{value} ανωνυμοποιημένα αρχεία</translation>
    </message>
    <message>
        <source>{value} files</source>
        <translation>{value} αρχεία</translation>
    </message>
    <message>
        <source>{value} files could not be opened. {reason} And {more} more.</source>
        <translation>{value} αρχεία δεν άνοιξαν. {reason} Και {more} ακόμη.</translation>
    </message>
    <message>
        <source>{value} left</source>
        <translation>απομένουν {value}</translation>
    </message>
    <message>
        <source>{value} px (uncalibrated)</source>
        <translation>{value} px (χωρίς βαθμονόμηση)</translation>
    </message>
    <message>
        <source>{were} waiting: go on?</source>
        <translation>{were} σε αναμονή: συνέχεια;</translation>
    </message>
    <message>
        <source>{words} and saved.</source>
        <translation>{words} και αποθηκεύτηκε.</translation>
    </message>
    <message>
        <source>“Predict anyway” has it read by {title}, the nearest of them.</source>
        <translation>Με «Πρόβλεψη παρ' όλα αυτά» τη διαβάζει το {title}, το πλησιέστερο από αυτά.</translation>
    </message>
    <message>
        <source>○ new</source>
        <translation>○ νέα</translation>
    </message>
    <message>
        <source>◐ predicted</source>
        <translation>◐ με πρόβλεψη</translation>
    </message>
    <message>
        <source>✎ corrected</source>
        <translation>✎ διορθωμένη</translation>
    </message>
    <message>
        <source>✓ accepted</source>
        <translation>✓ αποδεκτή</translation>
    </message>
    <message>
        <source>✕ rejected</source>
        <translation>✕ απορριφθείσα</translation>
    </message>
    <message>
        <source>A new lesion</source>
        <translation>Νέα βλάβη</translation>
    </message>
    <message>
        <source>Arithmetic, not a response: RECIST 1.1 also weighs lymph nodes, other and new lesions.</source>
        <translation>Αριθμητική, όχι εκτίμηση ανταπόκρισης: τα RECIST 1.1 λαμβάνουν υπόψη και λεμφαδένες, άλλες και νέες βλάβες.</translation>
    </message>
    <message>
        <source>Choose the lesion of another scan that this one is, or a new lesion</source>
        <translation>Επιλέξτε με ποια βλάβη άλλης εξέτασης ταυτίζεται, ή νέα βλάβη</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Επιλέξτε…</translation>
    </message>
    <message>
        <source>Match lesion</source>
        <translation>Αντιστοίχιση βλάβης</translation>
    </message>
    <message>
        <source>Matched by the reader.</source>
        <translation>Αντιστοιχίστηκε από τον αναγνώστη.</translation>
    </message>
    <message>
        <source>No lesion is matched over time yet; open the later scan and choose below.</source>
        <translation>Καμία βλάβη δεν έχει αντιστοιχιστεί ακόμη στον χρόνο· ανοίξτε τη νεότερη εξέταση και επιλέξτε παρακάτω.</translation>
    </message>
    <message>
        <source>No sum of diameters: {reason}.</source>
        <translation>Χωρίς άθροισμα διαμέτρων: {reason}.</translation>
    </message>
    <message>
        <source>Proposed: the only one of each study, read by the same model.</source>
        <translation>Πρόταση: η μοναδική κάθε εξέτασης, από το ίδιο μοντέλο.</translation>
    </message>
    <message>
        <source>Sum of longest diameters, target lesions: {count}</source>
        <translation>Άθροισμα μέγιστων διαμέτρων, βλάβες-στόχοι: {count}</translation>
    </message>
    <message>
        <source>Which lesion finding {number} of this scan is</source>
        <translation>Ποια βλάβη είναι το εύρημα {number} αυτής της εξέτασης</translation>
    </message>
    <message>
        <source>no smallest: not every day before can be compared</source>
        <translation>χωρίς ελάχιστο: δεν συγκρίνονται όλες οι προηγούμενες ημέρες</translation>
    </message>
    <message>
        <source>smallest sum unknown: a day before has none</source>
        <translation>άγνωστο ελάχιστο άθροισμα: μια προηγούμενη ημέρα δεν έχει</translation>
    </message>
    <message>
        <source>{percent} %, {more} mm since baseline: at or beyond the 30 % decrease of RECIST 1.1</source>
        <translation>{percent} %, {more} mm από την αρχική: ίση ή πέρα από τη μείωση 30 % των RECIST 1.1</translation>
    </message>
    <message>
        <source>{percent} %, {more} mm since baseline: short of the 30 % decrease of RECIST 1.1</source>
        <translation>{percent} %, {more} mm από την αρχική: δεν φτάνει τη μείωση 30 % των RECIST 1.1</translation>
    </message>
    <message>
        <source>{percent} %, {more} mm since smallest: at or beyond the 20 % and 5 mm of RECIST 1.1</source>
        <translation>{percent} %, {more} mm από το ελάχιστο: ίσο ή πέρα από τα 20 % και 5 mm των RECIST 1.1</translation>
    </message>
    <message>
        <source>{percent} %, {more} mm since smallest: short of the 20 % and 5 mm of RECIST 1.1</source>
        <translation>{percent} %, {more} mm από το ελάχιστο: δεν φτάνει τα 20 % και 5 mm των RECIST 1.1</translation>
    </message>
    <message>
        <source>{date}: no sum of diameters: {reason}</source>
        <translation>{date}: χωρίς άθροισμα διαμέτρων: {reason}</translation>
    </message>
    <message>
        <source>{date}: sum of diameters {total}</source>
        <translation>{date}: άθροισμα διαμέτρων {total}</translation>
    </message>
    <message>
        <source>{date}: sum of diameters {total} (baseline)</source>
        <translation>{date}: άθροισμα διαμέτρων {total} (αρχική)</translation>
    </message>
    <message>
        <source>{title}, finding {number} of this scan ({size}) is:</source>
        <translation>{title}, το εύρημα {number} αυτής της εξέτασης ({size}) είναι:</translation>
    </message>
    <message>
        <source>since
baseline</source>
        <translation>από την
αρχική</translation>
    </message>
    <message>
        <source>since
smallest</source>
        <translation>από το
ελάχιστο</translation>
    </message>
    <message>
        <source>not comparable</source>
        <translation>μη συγκρίσιμο</translation>
    </message>
    <message>
        <source>not comparable: {reason}</source>
        <translation>μη συγκρίσιμο: {reason}</translation>
    </message>
    <message>
        <source>no scale</source>
        <translation>χωρίς κλίμακα</translation>
    </message>
    <message>
        <source>different scales</source>
        <translation>διαφορετικές κλίμακες</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>δεν μετρήθηκε</translation>
    </message>
    <message>
        <source>read by another model</source>
        <translation>από άλλο μοντέλο</translation>
    </message>
    <message>
        <source>the scale is at the detector, not in the patient</source>
        <translation>η κλίμακα είναι στον ανιχνευτή, όχι στον ασθενή</translation>
    </message>
    <message>
        <source>no matched lesion of 10 mm or more at baseline</source>
        <translation>καμία αντιστοιχισμένη βλάβη 10 mm ή μεγαλύτερη στην αρχική</translation>
    </message>
    <message>
        <source>a lesion has no match on this day</source>
        <translation>μια βλάβη δεν έχει αντιστοίχιση αυτή την ημέρα</translation>
    </message>
    <message>
        <source>{percent} %, {more} mm since baseline</source>
        <translation>{percent} %, {more} mm από την αρχική</translation>
    </message>
</context>
<context>
    <name>QKeySequenceEdit</name>
    <message>
        <source>Press shortcut</source>
        <translation>Πατήστε πλήκτρο</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Αναίρεση</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Επανάληψη</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>Απο&amp;κοπή</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>Α&amp;ντιγραφή</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>Ε&amp;πικόλληση</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Διαγραφή</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Επιλογή όλων</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Άκυρο</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Κλείσιμο</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Άνοιγμα</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Αποθήκευση</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Αναίρεση</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Επανάληψη</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>Απο&amp;κοπή</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>Α&amp;ντιγραφή</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>Ε&amp;πικόλληση</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Διαγραφή</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Επιλογή όλων</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>(95 % interval {low} to {high} %)</source>
        <translation>(διάστημα 95 %: {low} έως {high} %)</translation>
    </message>
    <message>
        <source>* No person has accepted or corrected this outline: its sizes are the model's.</source>
        <translation>* Κανείς δεν έχει αποδεχθεί ή διορθώσει αυτό το περίγραμμα: τα μεγέθη είναι του μοντέλου.</translation>
    </message>
    <message>
        <source>AI reading report</source>
        <translation>Αναφορά ανάγνωσης με τεχνητή νοημοσύνη</translation>
    </message>
    <message>
        <source>About this report</source>
        <translation>Σχετικά με αυτή την αναφορά</translation>
    </message>
    <message>
        <source>Accepted by {name} on {time}</source>
        <translation>Αποδεκτό από {name} στις {time}</translation>
    </message>
    <message>
        <source>Accession</source>
        <translation>Αριθμός πρόσβασης</translation>
    </message>
    <message>
        <source>Age at study</source>
        <translation>Ηλικία κατά την εξέταση</translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation>Ημερομηνία γέννησης</translation>
    </message>
    <message>
        <source>Calibrated probability by the model</source>
        <translation>Βαθμονομημένη πιθανότητα κατά το μοντέλο</translation>
    </message>
    <message>
        <source>Category of RECIST 1.1, by the sum alone</source>
        <translation>Κατηγορία RECIST 1.1, μόνο από το άθροισμα</translation>
    </message>
    <message>
        <source>Conclusion</source>
        <translation>Συμπέρασμα</translation>
    </message>
    <message>
        <source>Corrected by {name} on {time}</source>
        <translation>Διορθώθηκε από {name} στις {time}</translation>
    </message>
    <message>
        <source>Cost: of 100 {name} cases about {missed} are missed; of 100 others about {alarms} are called {name}.</source>
        <translation>Κόστος: από 100 περιπτώσεις ({name}) διαφεύγουν περίπου {missed}· από 100 άλλες περίπου {alarms} ονομάζονται έτσι ({name}).</translation>
    </message>
    <message>
        <source>Demonstration: simulated scans of nobody.</source>
        <translation>Επίδειξη: προσομοιωμένες σαρώσεις, κανενός προσώπου.</translation>
    </message>
    <message>
        <source>Drawn by the reader on image {image}: {numbers} of the table</source>
        <translation>Σχεδιασμένο από τον αναγνώστη στην εικόνα {image}: {numbers} του πίνακα</translation>
    </message>
    <message>
        <source>Drawn by the reader: {numbers} of the table</source>
        <translation>Σχεδιασμένο από τον αναγνώστη: {numbers} του πίνακα</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Αρχείο</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Εύρημα</translation>
    </message>
    <message>
        <source>Follow-up: {what}</source>
        <translation>Παρακολούθηση: {what}</translation>
    </message>
    <message>
        <source>For {name}: {figures}, on {cases}.</source>
        <translation>Για {name}: {figures}, σε {cases}.</translation>
    </message>
    <message>
        <source>Imager Pixel Spacing (at the detector, not corrected for magnification)</source>
        <translation>Imager Pixel Spacing (στον ανιχνευτή, χωρίς διόρθωση μεγέθυνσης)</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>Ίδρυμα</translation>
    </message>
    <message>
        <source>Lesions of another kind are summed by themselves here; RECIST 1.1 has one sum of all target lesions of a patient.</source>
        <translation>Οι βλάβες άλλου είδους αθροίζονται εδώ χωριστά· τα RECIST 1.1 έχουν ένα άθροισμα για όλες τις βλάβες-στόχους ενός ασθενούς.</translation>
    </message>
    <message>
        <source>Liver</source>
        <translation>Ήπαρ</translation>
    </message>
    <message>
        <source>Longest diameter of the one target lesion</source>
        <translation>Μέγιστη διάμετρος της μίας βλάβης-στόχου</translation>
    </message>
    <message>
        <source>Made by MedViewer {version} on {time}. The program supports research and teaching; it does not replace a physician's reading.</source>
        <translation>Συντάχθηκε από το MedViewer {version} στις {time}. Το πρόγραμμα υποστηρίζει την έρευνα και τη διδασκαλία· δεν αντικαθιστά την ανάγνωση από ιατρό.</translation>
    </message>
    <message>
        <source>Made in privacy mode: name, identifier, birth date, accession number, institution and file name are left out. Text burnt into the scans by the scanner, comments and notes are shown as they are.</source>
        <translation>Σε λειτουργία απορρήτου: λείπουν όνομα, αναγνωριστικό, ημερομηνία γέννησης, αριθμός πρόσβασης, ίδρυμα και όνομα αρχείου. Κείμενο που έχει εγγράψει το μηχάνημα στις σαρώσεις, σχόλια και σημειώσεις φαίνονται ως έχουν.</translation>
    </message>
    <message>
        <source>Made on {time} by {name}</source>
        <translation>Συντάχθηκε στις {time} από {name}</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>Μάσκες</translation>
    </message>
    <message>
        <source>Masks corrected by {name} on {time}; sizes are of the corrected masks</source>
        <translation>Μάσκες διορθωμένες από {name} στις {time}· τα μεγέθη είναι των διορθωμένων μασκών</translation>
    </message>
    <message>
        <source>Measured: {figures}, on {cases}.</source>
        <translation>Μετρήθηκαν: {figures}, σε {cases}.</translation>
    </message>
    <message>
        <source>Measurements by the reader</source>
        <translation>Μετρήσεις του αναγνώστη</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>Μέθοδος</translation>
    </message>
    <message>
        <source>Model's answer: {title}, probability {share}</source>
        <translation>Απάντηση του μοντέλου: {title}, πιθανότητα {share}</translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation>Μοντέλο: {name}</translation>
    </message>
    <message>
        <source>Name in a script not printed here</source>
        <translation>Όνομα σε γραφή που δεν τυπώνεται εδώ</translation>
    </message>
    <message>
        <source>Names malignant early, to find at least 95 % of them, at the price of more false alarms.</source>
        <translation>Ονομάζει νωρίς: κακοήθης, ώστε να βρει τουλάχιστον 95 %, με τίμημα περισσότερους ψευδείς συναγερμούς.</translation>
    </message>
    <message>
        <source>Names malignant early, to find at least 98 % of them, at the price of more false alarms.</source>
        <translation>Ονομάζει νωρίς: κακοήθης, ώστε να βρει τουλάχιστον 98 %, με τίμημα περισσότερους ψευδείς συναγερμούς.</translation>
    </message>
    <message>
        <source>Names pneumonia early, to find at least 95 % of them, at the price of more false alarms.</source>
        <translation>Ονομάζει νωρίς: πνευμονία, ώστε να βρει τουλάχιστον 95 %, με τίμημα περισσότερους ψευδείς συναγερμούς.</translation>
    </message>
    <message>
        <source>Names pneumonia early, to find at least 98 % of them, at the price of more false alarms.</source>
        <translation>Ονομάζει νωρίς: πνευμονία, ώστε να βρει τουλάχιστον 98 %, με τίμημα περισσότερους ψευδείς συναγερμούς.</translation>
    </message>
    <message>
        <source>Names the most probable class; its figures are those of malignant.</source>
        <translation>Ονομάζει την πιο πιθανή κατηγορία· τα στοιχεία της αφορούν: κακοήθης.</translation>
    </message>
    <message>
        <source>Names the most probable class; its figures are those of pneumonia.</source>
        <translation>Ονομάζει την πιο πιθανή κατηγορία· τα στοιχεία της αφορούν: πνευμονία.</translation>
    </message>
    <message>
        <source>Names the most probable class; its figures are those of tumour.</source>
        <translation>Ονομάζει την πιο πιθανή κατηγορία· τα στοιχεία της αφορούν: όγκος.</translation>
    </message>
    <message>
        <source>Names tumour early, to find at least 95 % of them, at the price of more false alarms.</source>
        <translation>Ονομάζει νωρίς: όγκος, ώστε να βρει τουλάχιστον 95 %, με τίμημα περισσότερους ψευδείς συναγερμούς.</translation>
    </message>
    <message>
        <source>Names tumour early, to find at least 98 % of them, at the price of more false alarms.</source>
        <translation>Ονομάζει νωρίς: όγκος, ώστε να βρει τουλάχιστον 98 %, με τίμημα περισσότερους ψευδείς συναγερμούς.</translation>
    </message>
    <message>
        <source>No diagnosis named</source>
        <translation>Δεν ονομάστηκε διάγνωση</translation>
    </message>
    <message>
        <source>No model has read this scan</source>
        <translation>Κανένα μοντέλο δεν έχει διαβάσει αυτή τη σάρωση</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Αρ.</translation>
    </message>
    <message>
        <source>Not reviewed by a person</source>
        <translation>Δεν έχει αξιολογηθεί από άνθρωπο</translation>
    </message>
    <message>
        <source>Not shown here: image {number}.</source>
        <translation>Δεν φαίνεται εδώ: εικόνα {number}.</translation>
    </message>
    <message>
        <source>Not shown here: images {numbers}.</source>
        <translation>Δεν φαίνονται εδώ: εικόνες {numbers}.</translation>
    </message>
    <message>
        <source>Nothing outlined on this picture</source>
        <translation>Χωρίς περίγραμμα σε αυτή την εικόνα</translation>
    </message>
    <message>
        <source>Outlined by {name} on {time}</source>
        <translation>Περίγραμμα από {name} στις {time}</translation>
    </message>
    <message>
        <source>Outlined on one day and matched to no other: {lesions}.</source>
        <translation>Με περίγραμμα μία μόνο ημέρα, χωρίς αντιστοίχιση με άλλη: {lesions}.</translation>
    </message>
    <message>
        <source>Outlined: {what} (dashed line: predicted by the model)</source>
        <translation>Περίγραμμα: {what} (διακεκομμένη γραμμή: πρόβλεψη του μοντέλου)</translation>
    </message>
    <message>
        <source>Outlined: {what} (solid line: confirmed by the reader)</source>
        <translation>Περίγραμμα: {what} (συνεχής γραμμή: επιβεβαιωμένο από τον αναγνώστη)</translation>
    </message>
    <message>
        <source>Outlined: {what} (solid line: corrected by the reader)</source>
        <translation>Περίγραμμα: {what} (συνεχής γραμμή: διορθωμένο από τον αναγνώστη)</translation>
    </message>
    <message>
        <source>Outlined: {what} (solid line: drawn by the reader)</source>
        <translation>Περίγραμμα: {what} (συνεχής γραμμή: σχεδιασμένο από τον αναγνώστη)</translation>
    </message>
    <message>
        <source>Page {number} of {total}</source>
        <translation>Σελίδα {number} από {total}</translation>
    </message>
    <message>
        <source>Patient ID</source>
        <translation>Αναγνωριστικό ασθενούς</translation>
    </message>
    <message>
        <source>Pixel Spacing</source>
        <translation>Pixel Spacing</translation>
    </message>
    <message>
        <source>Read at</source>
        <translation>Ανάγνωση στις</translation>
    </message>
    <message>
        <source>Reader's comment</source>
        <translation>Σχόλιο του αναγνώστη</translation>
    </message>
    <message>
        <source>Reading the figures</source>
        <translation>Πώς διαβάζονται τα στοιχεία</translation>
    </message>
    <message>
        <source>Refusal overridden by the reader</source>
        <translation>Άρνηση που παρέκαμψε ο αναγνώστης</translation>
    </message>
    <message>
        <source>Rejected by {name} on {time}</source>
        <translation>Απορρίφθηκε από {name} στις {time}</translation>
    </message>
    <message>
        <source>Rejected: no conclusion</source>
        <translation>Απορρίφθηκε: χωρίς συμπέρασμα</translation>
    </message>
    <message>
        <source>Result {number}</source>
        <translation>Αποτέλεσμα {number}</translation>
    </message>
    <message>
        <source>Result {number} was read against the model's refusal: {refusal}</source>
        <translation>Το αποτέλεσμα {number} διαβάστηκε παρά την άρνηση του μοντέλου: {refusal}</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Αξιολόγηση</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Κλίμακα</translation>
    </message>
    <message>
        <source>Scale: {source}.</source>
        <translation>Κλίμακα: {source}.</translation>
    </message>
    <message>
        <source>Scan as shown</source>
        <translation>Η σάρωση όπως εμφανίζεται</translation>
    </message>
    <message>
        <source>Sensitivity 95 %</source>
        <translation>Ευαισθησία 95 %</translation>
    </message>
    <message>
        <source>Sensitivity 98 %</source>
        <translation>Ευαισθησία 98 %</translation>
    </message>
    <message>
        <source>Sensitivity and specificity of this point were not measured.</source>
        <translation>Ευαισθησία και ειδικότητα αυτού του σημείου δεν μετρήθηκαν.</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Σειρά</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Φύλο</translation>
    </message>
    <message>
        <source>Since baseline</source>
        <translation>Από την αρχική</translation>
    </message>
    <message>
        <source>Since the smallest so far</source>
        <translation>Από τη μικρότερη ως τότε</translation>
    </message>
    <message>
        <source>Since the smallest sum</source>
        <translation>Από το μικρότερο άθροισμα</translation>
    </message>
    <message>
        <source>Since the study before</source>
        <translation>Από την προηγούμενη εξέταση</translation>
    </message>
    <message>
        <source>Study date</source>
        <translation>Ημερομηνία εξέτασης</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Άθροισμα</translation>
    </message>
    <message>
        <source>Sum of the longest diameters of {count} target lesions</source>
        <translation>Άθροισμα των μέγιστων διαμέτρων {count} βλαβών-στόχων</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Σύνοψη</translation>
    </message>
    <message>
        <source>Targets are the {count} longest of {measurable} lesions of 10 mm or more: RECIST 1.1 takes at most five in all and two in an organ.</source>
        <translation>Στόχοι είναι οι {count} μεγαλύτερες από {measurable} βλάβες των 10 mm και άνω: τα RECIST 1.1 δέχονται το πολύ πέντε συνολικά και δύο ανά όργανο.</translation>
    </message>
    <message>
        <source>The category is arithmetic on the diameters measured here, not a judgement: RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009; 45: 228-247) also weighs lymph nodes, other lesions and new ones, and the reader decides. A lesion that is gone leaves its day without a sum, so that a complete response is never told here.</source>
        <translation>Η κατηγορία είναι αριθμητική πάνω στις διαμέτρους που μετρήθηκαν εδώ, όχι κρίση: τα RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009; 45: 228-247) λαμβάνουν υπόψη και λεμφαδένες, άλλες και νέες βλάβες, και αποφασίζει ο αναγνώστης. Μια βλάβη που χάθηκε αφήνει την ημέρα χωρίς άθροισμα, ώστε πλήρης ανταπόκριση δεν αναφέρεται ποτέ εδώ.</translation>
    </message>
    <message>
        <source>The diagnosis was left as it was.</source>
        <translation>Η διάγνωση έμεινε ως είχε.</translation>
    </message>
    <message>
        <source>The model names no diagnosis</source>
        <translation>Το μοντέλο δεν ονομάζει διάγνωση</translation>
    </message>
    <message>
        <source>The model outlined nothing.</source>
        <translation>Το μοντέλο δεν σχεδίασε περίγραμμα.</translation>
    </message>
    <message>
        <source>The model states no limits: treat every answer as unproven.</source>
        <translation>Το μοντέλο δεν δηλώνει όρια: θεωρήστε κάθε απάντηση αναπόδεικτη.</translation>
    </message>
    <message>
        <source>The most probable class is named.</source>
        <translation>Ονομάζεται η πιο πιθανή κατηγορία.</translation>
    </message>
    <message>
        <source>The organ is not known to the program: that no more than two are in one is not checked.</source>
        <translation>Το πρόγραμμα δεν γνωρίζει το όργανο: δεν ελέγχεται ότι το πολύ δύο βρίσκονται στο ίδιο.</translation>
    </message>
    <message>
        <source>The probabilities are calibrated: among cases like those the model was measured on, about as many are of a class as its probability says. Other patients, scanners and views may differ.</source>
        <translation>Οι πιθανότητες είναι βαθμονομημένες: σε περιπτώσεις όπως εκείνες στις οποίες μετρήθηκε το μοντέλο, περίπου τόσες ανήκουν σε μια κατηγορία όσο λέει η πιθανότητά της. Άλλοι ασθενείς, μηχανήματα και λήψεις μπορεί να διαφέρουν.</translation>
    </message>
    <message>
        <source>The reader changed the diagnosis from {before} to {after}.</source>
        <translation>Ο αναγνώστης άλλαξε τη διάγνωση από {before} σε {after}.</translation>
    </message>
    <message>
        <source>The reader named the diagnosis.</source>
        <translation>Τη διάγνωση ονόμασε ο αναγνώστης.</translation>
    </message>
    <message>
        <source>The reader took every outline away.</source>
        <translation>Ο αναγνώστης αφαίρεσε κάθε περίγραμμα.</translation>
    </message>
    <message>
        <source>The reader's own diagnosis: {title}.</source>
        <translation>Η διάγνωση του αναγνώστη: {title}.</translation>
    </message>
    <message>
        <source>The same scan. {caption}.</source>
        <translation>Η ίδια σάρωση. {caption}.</translation>
    </message>
    <message>
        <source>The scan is a picture file that names no patient: whose it is rests on the file alone.</source>
        <translation>Η σάρωση είναι αρχείο εικόνας που δεν ονομάζει ασθενή: σε ποιον ανήκει στηρίζεται μόνο στο αρχείο.</translation>
    </message>
    <message>
        <source>The scan with what the reader drew: {what}.</source>
        <translation>Η σάρωση με όσα σχεδίασε ο αναγνώστης: {what}.</translation>
    </message>
    <message>
        <source>The scan without any mark of the program.</source>
        <translation>Η σάρωση χωρίς καμία σήμανση του προγράμματος.</translation>
    </message>
    <message>
        <source>Thick bars: one pixel at each end of the diameter.</source>
        <translation>Παχιές γραμμές: ένα pixel σε κάθε άκρο της διαμέτρου.</translation>
    </message>
    <message>
        <source>Thin bars: how far readers of CT differ over one lesion, −22 % to +25 % (95 % limits of agreement; Yoon et al., Eur J Cancer 2016; 53: 5-15).</source>
        <translation>Λεπτές γραμμές: πόσο διαφέρουν οι αναγνώστες CT για μία βλάβη, −22 % έως +25 % (όρια συμφωνίας 95 %· Yoon et al., Eur J Cancer 2016; 53: 5-15).</translation>
    </message>
    <message>
        <source>This model names a diagnosis; it does not outline.</source>
        <translation>Αυτό το μοντέλο ονομάζει διάγνωση· δεν σχεδιάζει περίγραμμα.</translation>
    </message>
    <message>
        <source>Tumour</source>
        <translation>Όγκος (νεόπλασμα)</translation>
    </message>
    <message>
        <source>Where a scan states no scale, sizes are in pixels and marked uncalibrated.</source>
        <translation>Όπου μια σάρωση δεν δηλώνει κλίμακα, τα μεγέθη είναι σε pixel και σημειώνονται χωρίς βαθμονόμηση.</translation>
    </message>
    <message>
        <source>Where this comes from</source>
        <translation>Από πού προέρχεται</translation>
    </message>
    <message>
        <source>an unstated number of cases</source>
        <translation>απροσδιόριστο αριθμό περιπτώσεων</translation>
    </message>
    <message>
        <source>angle</source>
        <translation>γωνία</translation>
    </message>
    <message>
        <source>area</source>
        <translation>εμβαδόν</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>αρχική</translation>
    </message>
    <message>
        <source>computed radiography</source>
        <translation>υπολογιστική ακτινογραφία</translation>
    </message>
    <message>
        <source>computed tomography</source>
        <translation>υπολογιστική τομογραφία</translation>
    </message>
    <message>
        <source>corrected by {name} at {time}; the model's own are in the store</source>
        <translation>διορθωμένες από {name}, {time}· εκείνες του μοντέλου είναι στο αρχείο</translation>
    </message>
    <message>
        <source>digital radiography</source>
        <translation>ψηφιακή ακτινογραφία</translation>
    </message>
    <message>
        <source>drawn by {name} at {time}</source>
        <translation>σχεδιασμένες από {name}, {time}</translation>
    </message>
    <message>
        <source>endoscopy</source>
        <translation>ενδοσκόπηση</translation>
    </message>
    <message>
        <source>female</source>
        <translation>γυναίκα</translation>
    </message>
    <message>
        <source>general microscopy</source>
        <translation>μικροσκόπηση</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>κρυμμένο</translation>
    </message>
    <message>
        <source>in pixels: not all of it is in one ultrasound region with a scale</source>
        <translation>σε pixel: δεν βρίσκεται όλο σε μία περιοχή υπερήχου με κλίμακα</translation>
    </message>
    <message>
        <source>in pixels: the file has no scale</source>
        <translation>σε pixel: το αρχείο δεν έχει κλίμακα</translation>
    </message>
    <message>
        <source>length</source>
        <translation>μήκος</translation>
    </message>
    <message>
        <source>longest diameter</source>
        <translation>μέγιστη διάμετρος</translation>
    </message>
    <message>
        <source>magnetic resonance</source>
        <translation>μαγνητική τομογραφία</translation>
    </message>
    <message>
        <source>male</source>
        <translation>άνδρας</translation>
    </message>
    <message>
        <source>mammography</source>
        <translation>μαστογραφία</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>μέγιστο</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>μέση τιμή</translation>
    </message>
    <message>
        <source>mean probability</source>
        <translation>μέση πιθανότητα</translation>
    </message>
    <message>
        <source>minimum</source>
        <translation>ελάχιστο</translation>
    </message>
    <message>
        <source>n = {count} cases</source>
        <translation>n = {count} περιπτώσεις</translation>
    </message>
    <message>
        <source>no area: the outline crosses itself</source>
        <translation>χωρίς εμβαδόν: το περίγραμμα τέμνει τον εαυτό του</translation>
    </message>
    <message>
        <source>no smallest: days differ</source>
        <translation>χωρίς μικρότερη: οι ημέρες διαφέρουν</translation>
    </message>
    <message>
        <source>no sum: {reason}</source>
        <translation>χωρίς άθροισμα: {reason}</translation>
    </message>
    <message>
        <source>not comparable: different scales</source>
        <translation>μη συγκρίσιμο: διαφορετικές κλίμακες</translation>
    </message>
    <message>
        <source>not comparable: no scale</source>
        <translation>μη συγκρίσιμο: χωρίς κλίμακα</translation>
    </message>
    <message>
        <source>not comparable: not measured</source>
        <translation>μη συγκρίσιμο: δεν μετρήθηκε</translation>
    </message>
    <message>
        <source>not comparable: read by another model</source>
        <translation>μη συγκρίσιμο: από άλλο μοντέλο</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>άγνωστο</translation>
    </message>
    <message>
        <source>not known: a day before has no sum</source>
        <translation>άγνωστο: προηγούμενη ημέρα δεν έχει άθροισμα</translation>
    </message>
    <message>
        <source>not measured: it crosses ultrasound regions of different scale</source>
        <translation>δεν μετρήθηκε: διασχίζει περιοχές υπερήχου διαφορετικής κλίμακας</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>δεν δηλώνεται</translation>
    </message>
    <message>
        <source>nuclear medicine</source>
        <translation>πυρηνική ιατρική</translation>
    </message>
    <message>
        <source>number {number}</source>
        <translation>αριθμός {number}</translation>
    </message>
    <message>
        <source>numbers {first} and {last}</source>
        <translation>αριθμοί {first} και {last}</translation>
    </message>
    <message>
        <source>numbers {first} to {last}</source>
        <translation>αριθμοί {first} έως {last}</translation>
    </message>
    <message>
        <source>ophthalmic photography</source>
        <translation>οφθαλμική φωτογράφιση</translation>
    </message>
    <message>
        <source>optical coherence tomography</source>
        <translation>οπτική τομογραφία συνοχής</translation>
    </message>
    <message>
        <source>other</source>
        <translation>άλλο</translation>
    </message>
    <message>
        <source>partial response</source>
        <translation>μερική ανταπόκριση</translation>
    </message>
    <message>
        <source>perimeter</source>
        <translation>περίμετρος</translation>
    </message>
    <message>
        <source>perpendicular diameter</source>
        <translation>κάθετη διάμετρος</translation>
    </message>
    <message>
        <source>photograph</source>
        <translation>φωτογραφία</translation>
    </message>
    <message>
        <source>positron emission tomography</source>
        <translation>τομογραφία εκπομπής ποζιτρονίων</translation>
    </message>
    <message>
        <source>progressive disease</source>
        <translation>πρόοδος νόσου</translation>
    </message>
    <message>
        <source>set by the reader</source>
        <translation>από τον αναγνώστη</translation>
    </message>
    <message>
        <source>slide microscopy</source>
        <translation>μικροσκόπηση πλακιδίων</translation>
    </message>
    <message>
        <source>stable disease</source>
        <translation>σταθερή νόσος</translation>
    </message>
    <message>
        <source>standard deviation</source>
        <translation>τυπική απόκλιση</translation>
    </message>
    <message>
        <source>the file has no scale: pixels taken for square</source>
        <translation>το αρχείο δεν έχει κλίμακα: τα pixel θεωρούνται τετράγωνα</translation>
    </message>
    <message>
        <source>ultrasound</source>
        <translation>υπέρηχος</translation>
    </message>
    <message>
        <source>ultrasound region</source>
        <translation>περιοχή υπερήχου</translation>
    </message>
    <message>
        <source>uncalibrated: sizes are in pixels</source>
        <translation>χωρίς βαθμονόμηση: μεγέθη σε pixel</translation>
    </message>
    <message>
        <source>volume</source>
        <translation>όγκος</translation>
    </message>
    <message>
        <source>{answer} (not upheld)</source>
        <translation>{answer} (δεν διατηρήθηκε)</translation>
    </message>
    <message>
        <source>{answer} (rejected)</source>
        <translation>{answer} (απορρίφθηκε)</translation>
    </message>
    <message>
        <source>{before} and {last}</source>
        <translation>{before} και {last}</translation>
    </message>
    <message>
        <source>{cases} of {data}</source>
        <translation>{cases} από {data}</translation>
    </message>
    <message>
        <source>{count} months</source>
        <translation>{count} μηνών</translation>
    </message>
    <message>
        <source>{count} pixels</source>
        <translation>{count} pixel</translation>
    </message>
    <message>
        <source>{count} years</source>
        <translation>{count} ετών</translation>
    </message>
    <message>
        <source>{name} (file name)</source>
        <translation>{name} (όνομα αρχείου)</translation>
    </message>
    <message>
        <source>{name} is named from a probability of {share}.</source>
        <translation>Ονομάζεται {name} από πιθανότητα {share}.</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} από {count}</translation>
    </message>
    <message>
        <source>{open} of {count} results not reviewed by a person.</source>
        <translation>{open} από {count} αποτελέσματα δεν έχουν αξιολογηθεί από άνθρωπο.</translation>
    </message>
    <message>
        <source>{sign} stands for a character that no typeface of this file has; the HTML and JSON reports carry the text in full.</source>
        <translation>{sign} σημαίνει χαρακτήρα που δεν έχει καμία γραμματοσειρά αυτού του αρχείου· οι αναφορές HTML και JSON έχουν όλο το κείμενο.</translation>
    </message>
    <message>
        <source>{size} mm per pixel ({source})</source>
        <translation>{size} mm ανά pixel ({source})</translation>
    </message>
    <message>
        <source>{title} (model only)</source>
        <translation>{title} (μόνο το μοντέλο)</translation>
    </message>
    <message>
        <source>{title}, image {number}</source>
        <translation>{title}, εικόνα {number}</translation>
    </message>
</context>
</TS>
