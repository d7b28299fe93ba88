package org.facteur.mailstore.routing;

/** What groups ask about a message before they take it. */
public interface Gate {

    /** For who only wants to know where addresses lead. */
    Gate OPEN = new Gate() {
        @Override
        public Passage at(Group group) {
            return Passage.OPEN;
        }

        @Override
        public boolean isReport() {
            return false;
        }
    };

    /** Whether a group takes the message. */
    enum Passage {
        OPEN,
        /** Its sender may not post. */
        REFUSED,
        /** It has been there. */
        LOOP
    }

    Passage at(Group group);

    /** Whether the message tells of another: its reverse-path is the null one. */
    boolean isReport();
}
