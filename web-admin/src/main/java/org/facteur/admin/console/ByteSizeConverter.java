package org.facteur.admin.console;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.ConverterException;
import jakarta.faces.convert.FacesConverter;
import org.jspecify.annotations.Nullable;

/** Lets a person write a size with its unit; nothing written is null. */
@FacesConverter("byteSize")
public class ByteSizeConverter implements Converter<Long> {

    @Override
    public @Nullable Long getAsObject(FacesContext context, UIComponent component, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return ByteSize.parse(text)
                .orElseThrow(() -> new ConverterException(
                        new FacesMessage(FacesMessage.SEVERITY_ERROR, new Texts().of("size.invalid"), null)));
    }

    @Override
    public String getAsString(FacesContext context, UIComponent component, @Nullable Long bytes) {
        return bytes == null ? "" : ByteSize.exact(bytes, new Texts()::unit);
    }
}
